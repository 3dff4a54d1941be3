"""The register of providers of social services (RPSS): one inner shape, three outer ones."""

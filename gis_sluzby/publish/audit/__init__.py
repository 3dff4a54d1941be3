"""The report of the audit: findings grouped by rule, the gravest first, for a clerk to work off."""

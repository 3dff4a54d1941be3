#!/usr/bin/env bash
# Run every check, the quick ones first; all of them run even if one fails. With --tests pytest
# comes last, so that its summary line closes the output; the programs that tests need are installed
# beside the checks.
set -u
cd "$(dirname "$0")/.." || exit 1

failed=()

check() {
    echo "== $1"
    "${@:2}" || failed+=("$1")
}

numpydoc_validation() {
    find gis_sluzby -name '*.py' -exec python -m numpydoc.hooks.validate_docstrings {} +
}

if [[ ${1:-} == --tests ]]; then
    scripts/debian_packages.sh &
    installing=$!
fi

check "ruff check" ruff check .
check "ruff format" ruff format --check .
check "import-linter" lint-imports --no-logo
check "numpydoc" numpydoc_validation
check "mypy" mypy

if [[ ${1:-} == --tests ]]; then
    wait "$installing"
    # handed on, so that pytest names them beside its own failures
    GIS_SLUZBY_FAILED_CHECKS=$(IFS=,; echo "${failed[*]}")
    export GIS_SLUZBY_FAILED_CHECKS
    check "pytest" python -m pytest --numprocesses=auto --dist=worksteal
else
    [[ ${#failed[@]} -eq 0 ]] || (IFS=,; echo "failed: ${failed[*]}")
fi

[[ ${#failed[@]} -eq 0 ]]

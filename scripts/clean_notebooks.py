"""Strip the notebooks of what running them leaves: outputs, counts, ids by chance.

python scripts/clean_notebooks.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
NOTEBOOKS: Final = ROOT / "notebooks"
_KERNEL: Final = {"display_name": "Python 3", "language": "python", "name": "python3"}


def cleaned(text: str) -> str:
    """Give the text of a notebook as it is committed."""
    notebook = json.loads(text)
    notebook["metadata"] = {"kernelspec": _KERNEL, "language_info": {"name": "python"}}
    for number, cell in enumerate(notebook["cells"], 1):
        cell |= {"id": f"cell-{number:02}", "metadata": {}}
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Clean all notebooks."""
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        old = path.read_text("utf-8")
        new = cleaned(old)
        if new != old:
            path.write_bytes(new.encode())
        print(f"{path.name}: {'cleaned' if new != old else 'clean'}")


if __name__ == "__main__":
    main()

"""The page as one file for whoever puts it on the web."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: The earliest time a zip can hold: the same page gives the same bytes.
_TIME: Final = (1980, 1, 1, 0, 0, 0)
NOTE: Final = """\
Mapa sociálních služeb: jak ji dát na web

1. Rozbalte celou složku „mapa“ na webový server. Nic se neinstaluje: jsou to jen soubory.
   Mapa pak běží na adrese https://vas-web.cz/mapa/ (nebo tam, kam složku dáte).
2. Novou verzi nahrajte přes starou. Soubory ve složce „data“ patří ke stejné verzi jako
   index.html, nahrávejte je vždy společně.
3. Mapa si nic nestahuje odjinud, nic neukládá a nepotřebuje databázi. Má-li server vlastní
   hlavičku Content-Security-Policy, musí dovolit script-src a style-src podle té, kterou má
   stránka v sobě.
4. Vložit mapu do jiné stránky (iframe):

   <iframe src="https://vas-web.cz/mapa/?embed=1" title="Mapa sociálních služeb"
           width="100%" height="640" style="border:0" loading="lazy"></iframe>

   Kód pro právě zobrazený pohled najdete na stránce v části „Metodika a zdroje“.
   Server nesmí vkládání zakázat (hlavičky X-Frame-Options a frame-ancestors).
"""


def write_upload(path: Path, folder: Path, files: Iterable[Path]) -> Path:
    """Pack the page for the webmaster.

    Parameters
    ----------
    path
        The zip to be written.
    folder
        Folder of the page.
    files
        Its files.

    Returns
    -------
    pathlib.Path
        The zip: the folder `mapa` and a note what to do with it.
    """
    packed = {f"mapa/{file.relative_to(folder).as_posix()}": file.read_bytes() for file in files}
    packed["CTETE.txt"] = NOTE.replace("\n", "\r\n").encode("utf-8-sig")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name in sorted(packed):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, packed[name])
    return path

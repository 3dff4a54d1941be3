"""Names of providers as people spell them: which spellings are one name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from gis_sluzby.codelists.text import search_key

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Legal forms as people write them; the longer first.
_LEGAL_FORMS = (
    ("obecne prospesna spolecnost", "ops"),
    ("spolecnost s rucenim omezenym", "sro"),
    ("prispevkova organizace", "po"),
    ("zapsany spolek", "zs"),
    ("zapsany ustav", "zu"),
    ("akciova spolecnost", "as"),
    ("spol s r o", "sro"),
    ("s r o", "sro"),
    ("o p s", "ops"),
    ("z s", "zs"),
    ("z u", "zu"),
    ("p o", "po"),
    ("a s", "as"),
)
#: In shorter names one letter more or less is another name.
_LONG_ENOUGH = 10


def name_key(name: str) -> str:
    """Give what is the same in all careful spellings of a name.

    Parameters
    ----------
    name
        A name of a provider.

    Returns
    -------
    Its letters and digits without case, diacritics and spaces; legal forms shortened, those with a
    slip in them too.

    Examples
    --------
    >>> name_key("Charita AŠ,  z. s.") == name_key("charita Aš zapsaný spollek")
    True
    """
    key = f" {_with_sound_form(search_key(name))} "
    for long, short in _LEGAL_FORMS:
        key = key.replace(f" {long} ", f" {short} ")
    return key.replace(" ", "")


def same_names(names: Iterable[str]) -> dict[str, str]:
    """Put spellings of one name together, those with a slip among them.

    Parameters
    ----------
    names
        Names of providers.

    Returns
    -------
    For each name the key of its group. Keys that differ by one letter (left out, added, changed)
    or by two neighbours changed over are one group, where they are long enough and their digits
    are the same: „Domov 1“ is not „Domov 2“.
    """
    keys = {name: name_key(name) for name in names}
    leader = {key: key for key in sorted(set(keys.values()))}
    seen: dict[str, str] = {}
    for key in leader:
        if len(key) < _LONG_ENOUGH:
            continue
        for variant in (key, *(key[:at] + key[at + 1 :] for at in range(len(key)))):
            first = seen.setdefault(variant, key)
            if first != key and _digits(first) == _digits(key):
                leader[key] = leader[first]
                break
    return {name: leader[key] for name, key in keys.items()}


def _with_sound_form(key: str) -> str:
    """Mend one slip in the long legal form at the end of a name, whatever spaces it has."""
    words = key.split()
    for form, _ in _LEGAL_FORMS:
        length = form.count(" ") + 1
        # a slip may also be a space too many or too few
        for count in (length, length - 1, length + 1) if len(form) >= _LONG_ENOUGH else ():
            before, tail = words[:-count], "".join(words[-count:])
            letters = form.replace(" ", "")
            if before and OSA.distance(tail, letters, score_cutoff=1) <= 1:
                return " ".join([*before, form])
    return key


def _digits(key: str) -> str:
    """Give the digits of a key."""
    return "".join(letter for letter in key if letter.isdigit())

"""Small registers of services in their three shapes; all of it is invented."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

_ADDRESS: dict[str, Any] = {
    "cisloDomovni": 12,
    "cisloOrientacni": "5",
    "dodatekAdresy": None,
    "kodAdresnihoMista": 1,
    "psc": "11000",
    "typCislaDomovniho": {"id": "TypStavebnihoObjektu/1"},
    "kraj": {"id": "Kraj/51"},
    "okres": {"id": "Okres/3402"},
    "obec": {"id": "Obec/100001"},
    "castObce": {"id": "CastObce/1"},
    "ulice": {"nazev": "Zkušební"},
}
#: Addresses beside the answer of the web service, in both shapes.
ADDRESSES: list[Any] = [
    {
        "list": [
            {
                "subjektId": subject,
                "typSubjektu": kind,
                "typSpojeni": {"kod": "adrZar"},
                "adresa": {"strukturovanaAdresa": address},
            }
        ]
    }
    for subject, kind, address in (
        (
            1,
            "ZarizeniSocialniSluzby",
            {
                "adresniMisto": {
                    "ulice": {"nazev": "Zkušební"},
                    "cisloDomovni": 3,
                    "psc": {"kodPsc": 36001},
                    "castObce": {
                        "nazev": "Část",
                        "obec": {
                            "nazev": "Obec 1",
                            "okres": {"nazev": "Malý okres", "kraj": {"nazev": "Vzorový kraj"}},
                        },
                    },
                }
            },
        ),
        (
            2,
            "ZarizeniSocialniSluzby",
            {"nazevUlice": "Jiná", "nazevObce": "Obec 2", "psc": "36001"},
        ),
        (1, "PoskytovatelSocialniSluzbyFoNeboPo", {"nazevObce": "Obec 3"}),
    )
]
#: Code lists beside the open data: one file may hold several.
CODE_LISTS: dict[str, Any] = {
    "polozky": [
        {"id": "DruhSocialniSluzby/13", "nazev": {"cs": "domovy pro seniory", "en": None}},
        {"id": "DruhSocialniSluzby/4", "nazev": {"cs": "Pečovatelská služba"}},
        {"id": "CilovaSkupinaOsoby/24", "nazev": {"cs": "senioři"}, "platnostOd": "2007-01-01"},
        {"id": "CilovaSkupinaOsoby/10", "nazev": {"cs": "osoby s mentálním postižením"}},
        {"id": "VekovaSkupina/1", "nazev": {"cs": "dospělí"}},
        {"id": "FormaSocialniSluzby/pob", "nazev": {"cs": "pobytová"}},
        {"id": "Kraj/51", "nazev": {"cs": "Karlovarský kraj"}},
        {"id": "Okres/3402", "nazev": {"cs": "Cheb"}},
        {"id": "Obec/100001", "nazev": {"cs": "Obec 1"}},
        {"id": "CastObce/1", "nazev": {"cs": "Horní"}},
    ]
}
#: The open data.
OPEN_DATA: dict[str, Any] = {
    "polozky": [
        {
            "portalId": number,
            "id": f"x{number}",
            "identifikator": str(1_000_000 + number),
            "datumPoskytovaniOd": "2020-01-01",
            "datumPoskytovaniDo": None,
            "druhSocialniSluzby": {"id": f"DruhSocialniSluzby/{druh}"},
            "kontaktniAdresy": [_ADDRESS],
            "zarizeni": [
                {
                    "nazev": "Zkušební zařízení",
                    "utajenaAdresa": number == 2,
                    "adresa": _ADDRESS,
                    "poskytujeOd": "2020-01-01",
                    "poskytujeDo": None,
                    "vedouci": {"jmeno": "J", "prijmeni": "N"},
                }
            ],
            "poskytovatel": {"nazev": "Zkušební, z. s.", "ico": "00000019", "weby": []},
            "emaily": [{"email": "a@example.org", "poznamka": None}],
            "telefony": [{"telefon": "000 000 000", "poznamka": None}],
            "ciloveSkupiny": [
                {"cilovaSkupina": {"id": "CilovaSkupinaOsoby/24"}, "doplnujiciInformace": None}
            ],
            "vekoveSkupiny": [{"vekovaSkupina": {"id": "VekovaSkupinaOsoby/1"}}],
            "formy": [
                {
                    "forma": {"id": f"FormaSocialniSluzby/{forma}"},
                    "nepretrzitePoskytovani": False,
                    "casoveRozsahy": [{"den": {"id": "Den/1"}, "interval": "8:00 - 17:00"}],
                    "kapacity": [
                        {
                            "pocet": 32,
                            "popis": "okamžitá kapacita",
                            "typ": {"id": "TypKapacitySocialniSluzby/klient"},
                        }
                    ],
                }
            ],
            "rozsirenePusobnostiVKraji": [{"kraj": {"id": "Kraj/51"}}],
        }
        for number, druh, forma in ((1, 10, "amb"), (2, 20, "pob"), (3, 32, "ter"))
    ]
}
#: The answer of the web service.
REST: dict[str, Any] = {
    "aggregations": None,
    "count": 1,
    "list": [
        {
            "sluzba": {
                "id": 1,
                "identifikator": "1000001",
                "datumPoskytovaniOd": "2020-01-01",
                "datumPoskytovaniDo": None,
                "pusobnostVKrajiDleAdresy": 0,
                "druhSocialniSluzbyId": 3867,
                "sluzbyVZarizeni": [
                    {
                        "idZarizeni": 1,
                        "nazevZarizeni": "Zkušební zařízení",
                        "poskytovaniSluzbyOd": "2020-01-01",
                        "poskytovaniSluzbyDo": None,
                        "utajenaAdresa": False,
                        "kontaktniAdresa": True,
                    }
                ],
                "formySocialniSluzby": [
                    {
                        "id": 1,
                        "nepretrzitePoskytovani": 0,
                        "formaId": 3882,
                        "kapacitySocialniSluzby": [
                            {"id": 1, "pocet": 1, "popisKapacity": "1", "typKapacityId": 7374}
                        ],
                        "casoveRozsahySocialniSluzby": [
                            {"id": 1, "interval": "8:00 - 15:00", "denVTydnuId": 3775}
                        ],
                    }
                ],
                "ciloveSkupinySocialniSluzby": [{"id": 1, "cilovaSkupinaOsobyId": 3757}],
                "vekoveSkupinySocialniSluzby": [{"id": 1, "vekovaSkupinaOsoby": 4595}],
                "rozsirenePusobnostiVKrajiSocialniSluzby": [],
            },
            "poskytovatel": {
                "id": 1,
                "nazevPoskytovatele": "Zkušební, z. s.",
                "osobaPoskytovatele": {"ico": "00000019", "nazevPo": "Zkušební, z. s."},
            },
        }
    ],
}
_COLUMNS = {
    "Název zařízení": "Zkušební zařízení",
    "Druh sociální služby": "denní stacionáře",
    "Poskytována od": 43_831,
    "cílová skupina": "senioři",
    "Věková kategorie": "dospělí",
    "Ambul. forma": "ano",
    "Pobyt. forma": None,
    "Teren. forma": None,
    "Adresa textově - Z": "Zkušební 12, 110 00 Obec 1",
    "Kraj - Z": "Karlovarský kraj",
    "Okres - Z": "Malý okres",
    "Obec - Z": "Obec 1",
    "Kontakty služba - Telefon": "000 000 000",
    "Kontakty služba - Email": "a@example.org",
    "Kontakty služba - Web": "example.org",
    "Název": "Zkušební, z. s.",
    "IČ": 19,
    "Adresa textově - P": "Zkušební 12, 110 00 Obec 1",
}


def _workbook() -> bytes:
    book, target = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.title = "List1"
    sheet.append(list(_COLUMNS))
    sheet.append(list(_COLUMNS.values()))
    book.save(target)
    return target.getvalue()


#: The old workbook of the ministry, sheet „List1“.
WORKBOOK = _workbook()

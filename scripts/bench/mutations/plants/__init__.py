"""What is planted: each function spoils rows and says what the audit has to find there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.bench.mutations.plants import codes, land, names, points, providers, services, tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.bench.mutations.field import Field
    from scripts.bench.mutations.plants.planted import Plant

#: Every kind of fault, those first that ask for most rows. Each is planted into rows of its own.
PLANTS: tuple[Callable[[Field], Plant], ...] = (
    codes.codes_dragged,
    providers.provider_two_icos,
    providers.provider_two_spellings,
    names.mojibake,
    names.obec_name_misspelt,
    services.forma_against_law,
    tables.capacity_unit_odd,
    tables.capacity_size_odd,
    providers.ico_check_digit,
    providers.ico_zeros,
    providers.ico_two_names,
    services.service_respelt,
    points.seat_as_place,
    points.many_at_point,
    services.service_in_two_sources,
    services.service_twice,
    codes.obec_unknown,
    codes.obec_retired,
    codes.obec_not_at_point,
    codes.orp_of_other_obec,
    codes.orp_of_namesake,
    codes.orp_unknown,
    codes.kraj_of_other_obec,
    names.obec_homonym,
    names.obec_name_of_other,
    names.obec_name_unknown,
    names.area_name_misspelt,
    names.code_two_names,
    points.coords_swapped,
    points.coords_krovak,
    points.coords_mercator,
    points.coords_outside,
    points.note_in_number,
    points.wkt_elsewhere,
    points.point_in_no_obec,
    points.point_of_obec,
    points.no_place,
    points.outside_plan,
    services.dates_contradict,
    services.date_unlikely,
    services.not_in_force,
    services.row_rejected,
    services.address_unknown,
    services.address_of_other_obec,
    tables.circle_without_centre,
    tables.foreign_missing,
    tables.area_unknown,
    tables.area_elsewhere,
    tables.area_name_unknown,
    tables.area_name_short,
    tables.area_name_homonym,
    land.demand_point_outside,
    land.custom_area_elsewhere,
    land.obec_ceased,
    land.obec_elsewhere,
    land.point_outside,
    land.point_missing,
    land.hierarchy_apart,
    land.vintage_apart,
    land.source_undescribed,
)

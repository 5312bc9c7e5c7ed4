"""Which school of a roster is which site of ours."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from carrel.cellar.kernel.texts import fold
from carrel.cellar.oneroster import Org
from carrel.rooms.rosters.rules.facts import KnownSite


@dataclass(frozen=True)
class SchoolMatch:
    """`sites` leads from every org that belongs to a school found, itself included, to our site.

    `matched` are the schools to bring in (org, site), `unknown` those that are no site here, `elsewhere` those of sites
    where the importer holds no role.
    """

    sites: dict[str, int]
    matched: tuple[tuple[Org, KnownSite], ...]
    unknown: tuple[Org, ...]
    elsewhere: tuple[Org, ...]


def match_schools(
    orgs: Sequence[Org], sites: Sequence[KnownSite], allowed: Collection[int] | None = None
) -> SchoolMatch:
    """Match schools to sites: by the roster number kept at the site, else by code, else by name. Each site once.

    `allowed` are the sites that may be touched, None for all. A department belongs to the school above it.
    """
    taken: dict[str, KnownSite] = {}
    for same in (_same_number, _same_code, _same_name):
        free = [site for site in sites if site not in taken.values()]
        for org in orgs:
            if org.type == "school" and org.sourced_id not in taken:
                found = [site for site in free if same(org, site)]
                if len(found) == 1:
                    taken[org.sourced_id] = found[0]
                    free.remove(found[0])
    schools = [org for org in orgs if org.type == "school"]
    mine = {org: site for org, site in taken.items() if allowed is None or site.id in allowed}
    return SchoolMatch(
        sites=_with_parts(orgs, {org: site.id for org, site in taken.items()}),
        matched=tuple((org, mine[org.sourced_id]) for org in schools if org.sourced_id in mine),
        unknown=tuple(org for org in schools if org.sourced_id not in taken),
        elsewhere=tuple(org for org in schools if org.sourced_id in taken and org.sourced_id not in mine),
    )


def _same_number(org: Org, site: KnownSite) -> bool:
    return site.roster_id == org.sourced_id


def _same_code(org: Org, site: KnownSite) -> bool:
    return not site.roster_id and bool(org.identifier) and fold(site.code) == fold(org.identifier)


def _same_name(org: Org, site: KnownSite) -> bool:
    return not site.roster_id and fold(site.name) == fold(org.name)


def _with_parts(orgs: Sequence[Org], sites: dict[str, int]) -> dict[str, int]:
    """Adds departments of a school; parents are followed a few steps only, for a file may have them in a ring."""
    parents = {org.sourced_id: org.parent for org in orgs}
    found = dict(sites)
    for org in orgs:
        above = org.sourced_id
        for _ in range(5):
            if above in sites:
                found[org.sourced_id] = sites[above]
                break
            above = parents.get(above, "")
    return found

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
    where the importer holds no role; `renumbered` those of the matched whose site had another number before.
    """

    sites: dict[str, int]
    matched: tuple[tuple[Org, KnownSite], ...]
    unknown: tuple[Org, ...]
    elsewhere: tuple[Org, ...]
    renumbered: tuple[tuple[Org, KnownSite], ...] = ()


def match_schools(
    orgs: Sequence[Org], sites: Sequence[KnownSite], allowed: Collection[int] | None = None, *, is_partial: bool = False
) -> SchoolMatch:
    """Match schools to sites: by the roster number kept at the site, else by code, else by name. Each site once.

    `allowed` are the sites that may be touched, None for all. A department belongs to the school above it. A site whose
    kept number is not in the package may be met again by code or name: some student systems number anew. A partial
    package also speaks of the schools it does not list.
    """
    listed = {org.sourced_id for org in orgs}
    if is_partial:
        orgs = (
            *orgs,
            *(Org(s.roster_id, s.name, "school") for s in sites if s.roster_id and s.roster_id not in listed),
        )
        listed |= {site.roster_id for site in sites}
    schools = _schools(orgs)
    before = {site.id: site.roster_id for site in sites}
    sites = [site if site.roster_id in listed else site._replace(roster_id="") for site in sites]
    taken: dict[str, KnownSite] = {}
    for same in (_same_number, _same_code, _same_name):
        free = [site for site in sites if site not in taken.values()]
        for org in schools:
            if org.sourced_id not in taken:
                found = [site for site in free if same(org, site)]
                if len(found) == 1:
                    taken[org.sourced_id] = found[0]
                    free.remove(found[0])
    mine = {org: site for org, site in taken.items() if allowed is None or site.id in allowed}
    return SchoolMatch(
        sites=_with_parts(orgs, {org: site.id for org, site in taken.items()}),
        matched=tuple((org, mine[org.sourced_id]) for org in schools if org.sourced_id in mine),
        unknown=tuple(org for org in schools if org.sourced_id not in taken),
        elsewhere=tuple(org for org in schools if org.sourced_id in taken and org.sourced_id not in mine),
        renumbered=tuple(
            (org, mine[org.sourced_id])
            for org in schools
            if org.sourced_id in mine and before[mine[org.sourced_id].id] not in {"", org.sourced_id}
        ),
    )


def _schools(orgs: Sequence[Org]) -> list[Org]:
    """The schools of a package; where it names none, the departments and local houses that belong to nothing."""
    schools = [org for org in orgs if org.type == "school"]
    return schools or [org for org in orgs if org.type in {"department", "local"} and not org.parent]


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

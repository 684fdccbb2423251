"""Which tests stay in one process: those that share a running demonstration and what was read from it."""

from xdist.scheduler import LoadGroupScheduling

FAMILIES = {
    "tests/browser/test_accessibility.py": "reading",
    "tests/browser/test_english.py": "reading",
    "tests/browser/test_roles.py": "reading",
    "tests/browser/test_commune_conference.py": "working",
    "tests/browser/test_district_journey.py": "working",
    "tests/browser/test_style_page.py": "working",
}


class FamilyScheduling(LoadGroupScheduling):
    """`--dist loadgroup` by file. The mark of xdist 3.8 has no effect since pytest 9.2, which made ids unchangeable."""

    def _split_scope(self, nodeid: str) -> str:
        """The family of a test; a test without one is sent wherever there is room."""
        return FAMILIES.get(nodeid.partition("::")[0], nodeid)

"""What departments are told is what the policies say."""

import importlib
import re

from chassis.problems import Problem
from gateway.disclosure.policies import load_policies
from gateway.settings import HERE

DOCS = HERE.parent / "docs"


def _kinds(kind: type[Problem]) -> set[type[Problem]]:
    return {kind} | {deeper for below in kind.__subclasses__() for deeper in _kinds(below)}


def test_every_problem_of_the_gateway_has_its_page() -> None:
    importlib.import_module("gateway.wiring")  # and with it every module that declares one
    ours = {kind for kind in _kinds(Problem) if kind.__module__.startswith("gateway.") and "slug" in vars(kind)}
    assert len(ours) > 10
    for kind in ours:
        page = DOCS / "problems" / f"{kind.slug}.md"
        assert page.exists(), kind.slug


def test_the_table_for_departments_names_every_policy() -> None:
    text = (DOCS / "exchange.md").read_text()
    rows = re.findall(r"^\| \S+ \| `([a-z-]+)` \|.*\| (必填|) ?\|", text, re.MULTILINE)
    told = {(purpose, bool(needed)) for purpose, needed in rows}
    policies = load_policies(HERE / "policies").all
    assert told == {(policy.purpose, policy.case_reference) for policy in policies}
    english = text.partition("## English")[2]
    assert {purpose for purpose, _ in told} <= set(re.findall(r"^\| [a-z ]+ \| `([a-z-]+)` \|", english, re.MULTILINE))
    for policy in policies:
        for basis in policy.legal_basis[:1]:
            assert basis.law in text

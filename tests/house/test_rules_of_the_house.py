"""The rules that CONTRIBUTING names, as far as a machine can see them."""

import ast
import importlib
import pkgutil
from pathlib import Path

import pytest

import gateway
import services
from chassis.migrate import ROOT
from chassis.problems import Problem
from tests.charter.vocabulary import SERVICES

PACKAGES = ("chassis", "contracts", "services", "gateway", "deploy", "demo")
FILES = [p for package in PACKAGES for p in sorted((ROOT / package).rglob("*.py")) if "migrations" not in p.parts]
LONGEST_FILE, LONGEST_FUNCTION = 300, 50


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_and_functions_are_small_and_well_named(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= LONGEST_FILE
    assert path.stem not in {"utils", "helpers", "misc", "common", "service", "base_repository"}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name


def _import_everything() -> None:
    for package in (services, gateway):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in module.name and not module.name.endswith("__main__"):
                importlib.import_module(module.name)


def _problems(kind: type[Problem] = Problem) -> set[type[Problem]]:
    return {kind} | {deeper for subclass in kind.__subclasses__() for deeper in _problems(subclass)}


def test_every_problem_has_a_page_in_both_languages_and_a_slug_of_its_own() -> None:
    _import_everything()
    ours = [p for p in _problems() if p.__module__.split(".")[0] in PACKAGES and "slug" in vars(p)]
    missing = [p.slug for p in ours if not (ROOT / "docs" / "problems" / f"{p.slug}.md").exists()]
    assert sorted(missing) == []
    assert all(p.title_zh and p.title_en for p in ours)
    slugs = [(p.slug, p.status) for p in ours]
    assert sorted(slugs) == sorted(set(slugs)), "two problems share a page"


@pytest.mark.parametrize("service", SERVICES)
def test_wiring_is_short(service: str) -> None:
    assert len((ROOT / "services" / service / "main.py").read_text().splitlines()) <= 40


@pytest.mark.parametrize("path", [p for p in FILES if p.name == "rules.py"], ids=lambda p: str(p.relative_to(ROOT)))
def test_rules_are_pure(path: Path) -> None:
    impure = {"fastapi", "sqlalchemy", "sqlmodel", "asyncpg", "aiohttp", "chassis.clock", "chassis.db", "chassis.http"}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
    imported |= {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
    assert not {name for name in imported if name in impure or name.split(".")[0] in impure}
    called = {ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
    assert not {name for name in called if name.endswith((".now", ".today", ".utcnow"))}

"""Stop one installation and erase everything it ever kept, after asking."""

import os
import shutil
import sys

from deploy.local.down import stop_everything
from deploy.local.failures import CannotGoOn
from deploy.local.home import ROOT, Home
from deploy.local.language import say, text

# What only our own folder contains; anything else is not ours to erase, whatever HUIJIA_HOME says.
_OURS = ("secrets.json", "locks")


def reset(home: Home) -> None:
    """Ask (FORCE=1 does not), stop, erase. Raises CannotGoOn when the folder is not an installation's."""
    if not home.folder.exists():
        say(f"{home.folder} 不存在，无需清除。", f"{home.folder} does not exist; nothing to erase.")
        return
    _refuse_others_folder(home)
    if os.environ.get("FORCE") != "1" and not _confirmed(home):
        raise CannotGoOn("未清除任何数据。", "Nothing was erased.")
    stop_everything(home)
    shutil.rmtree(home.folder)
    say(f"已清除 {home.folder}。", f"{home.folder} is erased.")


def _refuse_others_folder(home: Home) -> None:
    empty = not any(home.folder.iterdir())
    ours = any((home.folder / name).exists() for name in _OURS)
    if home.folder in (ROOT, *ROOT.parents) or not (empty or ours):
        raise CannotGoOn(
            f"{home.folder} 不是惠家的数据目录，不予清除。",
            f"{home.folder} is not a folder of Huijia's; it is left alone.",
        )


def _confirmed(home: Home) -> bool:
    question = text(
        f"将清除 {home.folder} 中的全部数据（数据库、密钥、密码）。输入 yes 确认：",
        f"This erases everything in {home.folder}: database, keys, passwords. Type yes to go on: ",
    )
    print(question, end="", flush=True)
    return sys.stdin.readline().strip().lower() == "yes"

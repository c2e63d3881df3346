"""The kinds of question, found by their modules: one kind, one file, one name.

Pure functions only: this package imports itself, the standard library and attrs.
"""

from importlib import import_module
from pkgutil import iter_modules

from graders.kinds.contract import Kind, NotAnAnswerError, Option, Question, Remark, Verdict
from graders.kinds.reading import Fault, Reader

__all__ = [
    "KINDS",
    "Fault",
    "Kind",
    "NotAnAnswerError",
    "Option",
    "Question",
    "Reader",
    "Remark",
    "Verdict",
]


def _find_kinds() -> dict[str, Kind]:
    names = sorted(module.name for module in iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return {module.KIND.name: module.KIND for module in modules if hasattr(module, "KIND")}


#: Every kind of question there is, by name.
KINDS = _find_kinds()

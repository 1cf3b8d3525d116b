"""Loading and saving products: a draft goes out, is edited without the book, and comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app.catalog import rules
from app.catalog.model import Product
from app.company.lists import ListKind
from app.company.model import Choice
from app.errors import Conflict, Invalid, NotFound, Problem, Refused
from app.i18n import N_
from app.store.base import is_new

FAMILIES = ListKind("family", N_("Families of products"), Choice, {"list": "family"})
CHANGED_ELSEWHERE = N_("This product was changed elsewhere since you opened it.")
_KEPT = ("id", "uid", "version", "created_at", "updated_at")
_FREE = [column.key for column in Product.__table__.columns if column.key not in _KEPT]

# The guards of subjects above: whether papers hold a product. Whoever adds papers registers one.
ties: list[Callable[[Session, int], bool]] = []


def load(session: Session, product_id: int) -> Product:
    """The product, for as long as the session lives. Raises `NotFound`."""
    found = session.get(Product, product_id)
    if found is None:
        raise NotFound(N_("This product is not in the file any more."))
    return found


def draft(session: Session, product_id: int) -> Product:
    """The product as a draft: detached, complete, free to edit. Raises `NotFound`."""
    found = load(session, product_id)
    session.expunge(found)
    return found


def save(session: Session, edited: Product) -> int:
    """Write a draft, new or changed, and return the product's id.

    Raises `Invalid` with a problem for each field that is refused, `Conflict` when the product changed meanwhile.
    """
    rules.tidy(edited)
    problems = [*rules.check(edited), *_taken(session, edited)]
    if problems:
        raise Invalid(problems)
    if is_new(edited):
        added = session.merge(edited)
        session.flush()
        return added.id
    return _update(session, edited)


def _update(session: Session, edited: Product) -> int:
    stored = load(session, edited.id)
    if edited.version != stored.version:
        raise Conflict(CHANGED_ELSEWHERE)
    for name in _FREE:
        if getattr(stored, name) != getattr(edited, name):
            setattr(stored, name, getattr(edited, name))
    try:
        session.flush()
    except StaleDataError as error:
        raise Conflict(CHANGED_ELSEWHERE) from error
    return stored.id


def _taken(session: Session, edited: Product) -> Iterator[Problem]:
    if not edited.code:
        return
    with session.no_autoflush:
        holder = session.scalar(select(Product.id).where(Product.code == edited.code, Product.id != (edited.id or 0)))
    if holder is not None:
        yield Problem("code", N_("The code “{code}” is taken."), {"code": edited.code})


def copy(session: Session, product_id: int) -> Product:
    """A draft like this product, as a new one with the next code."""
    found = load(session, product_id)
    kept = {name: getattr(found, name) for name in _FREE}
    return Product(**kept | {"code": next_code(session, found.code) if found.code else ""})


def next_code(session: Session, after: str = "") -> str:
    """The first free code after that of the product entered last, or after this one."""
    last = select(Product.code).where(Product.code != "").order_by(Product.id.desc()).limit(1)
    code = rules.next_code(after or session.scalar(last) or "")
    while session.scalar(select(Product.id).where(Product.code == code)) is not None:
        code = rules.next_code(code)
    return code


def switch(session: Session, product_ids: Iterable[int], *, on: bool) -> None:
    """Offer products, or no longer; the papers that hold them keep them."""
    for product_id in product_ids:
        load(session, product_id).active = on


def is_tied(session: Session, product_id: int) -> bool:
    """Whether papers hold this product, so that it can be switched off but not deleted."""
    return any(tie(session, product_id) for tie in ties)


def delete(session: Session, product_ids: Iterable[int]) -> None:
    """Delete products that no paper holds; `Refused` names the first that one does, and then none is deleted."""
    found = [load(session, product_id) for product_id in product_ids]
    for product in found:
        if is_tied(session, product.id):
            raise Refused(
                N_("“{name}” is on documents and cannot be deleted. Switch it off instead."), name=product.name
            )
    for product in found:
        session.delete(product)
    session.flush()


def set_family(session: Session, product_ids: Iterable[int], *, family_id: int | None) -> None:
    """Put products into a family, or into none."""
    for product_id in product_ids:
        load(session, product_id).family_id = family_id

"""The board by FastAPI with SQLAlchemy's ORM and Jinja, as their documentation shows it. Run: fastapi_site.py FOLDER PORT"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import sqlalchemy as sa
import uvicorn
from fastapi import Depends, FastAPI, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

folder = Path(sys.argv[1])
engine = sa.create_engine(f"sqlite:///{folder / 'peers.db'}", connect_args={"check_same_thread": False})
sessions = sessionmaker(engine)
templates = Jinja2Templates(directory=folder)
app = FastAPI()


class Base(DeclarativeBase):
    pass


class Line(Base):
    __tablename__ = "line"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str]
    name: Mapped[str]
    tier: Mapped[str]
    level: Mapped[int]
    people: Mapped[int | None]
    points: Mapped[int | None]
    town: Mapped[str]
    sector: Mapped[str]
    offers: Mapped[str]


class Choice(Base):
    __tablename__ = "choice"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    code: Mapped[str]
    word: Mapped[str]


def session_of() -> Iterator[Session]:
    with sessions() as session:
        yield session


@app.get("/en/employers", response_class=HTMLResponse)
def board(request: Request, session: Annotated[Session, Depends(session_of)]) -> Any:
    marked = Line.level < 3
    lines = session.scalars(sa.select(Line).where(marked).order_by(Line.level, Line.name).limit(24)).all()
    counts: dict[str, int] = dict(session.execute(sa.select(Line.tier, sa.func.count()).group_by(Line.tier)).all())
    choices = session.scalars(sa.select(Choice).order_by(Choice.id)).all()
    context: dict[str, Any] = {
        f"{kind}s": [one for one in choices if one.kind == kind] for kind in ("town", "sector", "practice")
    }
    context |= {tier: [one for one in lines if one.tier == tier] for tier in ("gold", "silver", "bronze")}
    context |= {"counts": counts, "marked": sum(counts.values()) - counts.get("none", 0)}
    return templates.TemplateResponse(request, "board.html", context)


if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[2]), log_level="error", access_log=False)

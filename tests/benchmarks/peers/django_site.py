"""The board by Django: its ORM, its templates, its `cache_page`. Served by gunicorn with PEERS=FOLDER in its environment."""

import os
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import cache_page

folder = Path(os.environ["PEERS"])
settings.configure(
    SECRET_KEY="of a benchmark",
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["*"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "peers.db", "CONN_MAX_AGE": None}},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [folder]}],
    CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
)
django.setup()


class Line(models.Model):
    slug = models.TextField()
    name = models.TextField()
    tier = models.TextField()
    level = models.IntegerField()
    people = models.IntegerField(null=True)
    points = models.IntegerField(null=True)
    town = models.TextField()
    sector = models.TextField()
    offers = models.TextField()

    class Meta:
        app_label = "peers"
        managed = False
        db_table = "line"


class Choice(models.Model):
    kind = models.TextField()
    code = models.TextField()
    word = models.TextField()

    class Meta:
        app_label = "peers"
        managed = False
        db_table = "choice"


def board(request: HttpRequest) -> HttpResponse:
    lines = list(Line.objects.filter(level__lt=3).order_by("level", "name")[:24])
    counts: dict[str, int] = dict(Line.objects.values_list("tier").annotate(models.Count("id")))
    choices = list(Choice.objects.order_by("id"))
    context: dict[str, Any] = {
        f"{kind}s": [one for one in choices if one.kind == kind] for kind in ("town", "sector", "practice")
    }
    context |= {tier: [one for one in lines if one.tier == tier] for tier in ("gold", "silver", "bronze")}
    context |= {"counts": counts, "marked": sum(counts.values()) - counts.get("none", 0)}
    return render(request, "board.html", context)


urlpatterns = [path("en/employers", board), path("kept/employers", cache_page(3600)(board))]
application = get_wsgi_application()

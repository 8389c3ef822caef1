"""The Latvian words that grammar counts, names and takes employers up with."""

from __future__ import annotations

MONTHS = (
    # As in *in*, *from* and *until* that month; the stem alone is no word.
    ("janvārī", "janvāra", "janvārim"), ("februārī", "februāra", "februārim"), ("martā", "marta", "martam"),
    ("aprīlī", "aprīļa", "aprīlim"), ("maijā", "maija", "maijam"), ("jūnijā", "jūnija", "jūnijam"),
    ("jūlijā", "jūlija", "jūlijam"), ("augustā", "augusta", "augustam"), ("septembrī", "septembra", "septembrim"),
    ("oktobrī", "oktobra", "oktobrim"), ("novembrī", "novembra", "novembrim"), ("decembrī", "decembra", "decembrim"),
)  # fmt: skip
NOUNS: dict[str, tuple[str, str]] = {
    "people": ("cilvēks", "cilvēki"),
    "participants": ("dalībnieks", "dalībnieki"),
    "employees": ("darbinieks", "darbinieki"),
    "visitors": ("apmeklētājs", "apmeklētāji"),
    "mentors": ("mentors", "mentori"),
    "partners": ("partneris", "partneri"),
    "women": ("sieviete", "sievietes"),
    "countries": ("valsts", "valstis"),
    "towns": ("pilsēta", "pilsētas"),
    "organisations": ("organizācija", "organizācijas"),
    "companies": ("uzņēmums", "uzņēmumi"),
    "contracts": ("līgums", "līgumi"),
    "courses": ("kurss", "kursi"),
    "lessons": ("nodarbība", "nodarbības"),
    "meetings": ("sanāksme", "sanāksmes"),
    "consultations": ("konsultācija", "konsultācijas"),
    "hours": ("stunda", "stundas"),
    "days": ("diena", "dienas"),
    "months": ("mēnesis", "mēneši"),
    "marks": ("zīme", "zīmes"),
    "points": ("punkts", "punkti"),
    "vacancies": ("brīva darbavieta", "brīvas darbavietas"),
    "adverts": ("sludinājums", "sludinājumi"),
    "eur": ("eiro", "eiro"),
    "bgn": ("leva", "levas"),
}
ORDINALS = (
    "", "pirm", "otr", "treš", "ceturt", "piekt", "sest", "septīt", "astot", "devīt", "desmit", "vienpadsmit",
    "divpadsmit",
)  # fmt: skip
"""Stems; the ending says the case: pirmajā, pirmā, pirmo."""
TIMES = ("", "reizi", "divreiz", "trīsreiz", "četrreiz", "piecreiz", "sešreiz", "septiņreiz")
HEADS = {
    # Feminine in -a, -e; masculine in -s.
    "et": "firma", "cooperative": "kooperatīvs", "foundation": "nodibinājums", "association": "biedrība",
    "public": "iestāde", "other": "organizācija",
}  # fmt: skip
SUFFIXES = {"ood": "OOD", "eood": "EOOD", "ad": "AD", "ead": "EAD", "kd": "KD", "sd": "SD"}
TOWNS = {
    # Name, and *in* it.
    "София": ("Sofija", "Sofijā"), "Пловдив": ("Plovdiva", "Plovdivā"), "Варна": ("Varna", "Varnā"),
    "Бургас": ("Burgasa", "Burgasā"), "Русе": ("Ruse", "Rusē"), "Стара Загора": ("Stara Zagora", "Stara Zagorā"),
    "Плевен": ("Plevena", "Plevenā"), "Сливен": ("Slivena", "Slivenā"), "Добрич": ("Dobriča", "Dobričā"),
    "Шумен": ("Šumena", "Šumenā"), "Перник": ("Pernika", "Pernikā"), "Хасково": ("Haskova", "Haskovā"),
    "Ямбол": ("Jambola", "Jambolā"), "Пазарджик": ("Pazardžika", "Pazardžikā"),
    "Благоевград": ("Blagoevgrada", "Blagoevgradā"), "Велико Търново": ("Veliko Tarnova", "Veliko Tarnovā"),
    "Враца": ("Vraca", "Vracā"), "Габрово": ("Gabrova", "Gabrovā"), "Асеновград": ("Asenovgrada", "Asenovgradā"),
    "Видин": ("Vidina", "Vidinā"), "Казанлък": ("Kazanlaka", "Kazanlakā"), "Кърджали": ("Kardžali", "Kardžali"),
    "Кюстендил": ("Kjustendila", "Kjustendilā"), "Монтана": ("Montana", "Montanā"),
    "Димитровград": ("Dimitrovgrada", "Dimitrovgradā"), "Ловеч": ("Loveča", "Lovečā"),
    "Силистра": ("Silistra", "Silistrā"), "Разград": ("Razgrada", "Razgradā"), "Смолян": ("Smoljana", "Smoljanā"),
    "Търговище": ("Targovište", "Targovištē"), "Карлово": ("Karlova", "Karlovā"), "Самоков": ("Samokova", "Samokovā"),
    "Харманли": ("Harmanli", "Harmanli"), "Велинград": ("Velingrada", "Velingradā"),
}  # fmt: skip

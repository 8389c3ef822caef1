"""What invented employers say of themselves: answers to the four questions, and figures as stated."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Interview:
    """One employer's answers, in the language in which it gave them."""

    firm: int
    speaker: str
    language: str
    answers: tuple[tuple[str, str], ...]


INTERVIEWS = (
    Interview(1, "manager", "bg", (
        ("activity", "Печем хляб, питки и банички за сто и осемдесет магазина в Асеновград, Пловдив и селата "
         "наоколо. Работим на "
         "три смени; нощната прави закваската, сутрешната пече, следобедната реже и опакова."),
        ("decision", "През една зима останахме без осем души за една смяна. Консултантката от центъра за работа ни "
         "попита дали "
         "бихме взели хора, които още не говорят български. Съгласихме се за двама, с условие да им дадем наставник. "
         "След два месеца сами поискахме още четирима."),
        ("hiring", "Най-трудно беше пътуването: първата смяна започва в четири, а автобус по това време няма. "
         "Пуснахме служебен "
         "микробус. Второто беше езикът. Сега имаме два часа български седмично, в работно време, и думите са нашите: "
         "фурна, тава, мая, внимавай. Помага и това, че наставникът получава добавка, а не само допълнителна грижа."),
        ("advice", "Започнете с един човек и с един добър наставник. И попитайте как ще идва на работа, преди да го "
         "назначите."))),
    Interview(4, "team_lead", "bg", (
        ("activity", "Кооперация сме с тридесет декара орехи, сто и четиридесет кошера и малък цех, в който чупим, "
         "сушим и пакетираме."),
        ("decision", "Търсехме хора само за беритбата. Двама братя останаха да помогнат със сушенето, после и с "
         "кошерите, и на "
         "пролет ги приехме за членове на кооперацията."),
        ("hiring", "Сезонната работа не е достатъчна, за да си устроиш живота. Затова разпределихме годината: есента "
         "е беритба, "
         "зимата – пакетиране, пролетта – кошери. Наехме и къща в селото, защото в Карлово трудно дават под наем на "
         "чужденци."))),
    Interview(7, "owner", "bg", (
        ("activity", "Шием работно облекло и завеси по поръчка, в малко ателие, където всеки може да застане на всяка машина."),
        ("decision", "Една от жените влезе сама в ателието с торба, в която беше нейна рокля. Погледнах шева и я "
         "попитах кога може да "
         "започне. После тя доведе и другите."),
        ("advice", "Дайте на човека машина и плат, вместо да го питате за автобиография."))),
    Interview(9, "head_of_training", "bg", (
        ("activity", "Домът е за петдесет и двама възрастни хора. Денем и нощем има медицинска сестра, а "
         "болногледачите са "
         "двадесет и четирима."),
        ("hiring", "Който идва с медицинска диплома от чужбина, чака признаването с месеци и дотогава не може да "
         "работи по професията си. Ние предлагаме работа като болногледач, плащаме преводите и таксите и чакаме. "
         "По-трудно се оказа с младежите, които никога не са работили: там ни спаси графикът с "
         "по-къси смени "
         "през първия месец."),
        ("advice", "Ако някой е лекувал хора в друга държава, не му давайте само моп. Помогнете му с документите."))),
    Interview(11, "owner", "bg", (
        ("activity", "Семейна пекарна в стария град. Отваряме в шест и затваряме, когато хлябът свърши."),
        ("advice", "Не чакайте идеалния човек. Покажете занаята на този, който е дошъл навреме."))),
    Interview(13, "head_of_training", "bg", (
        ("activity", "Това е образец, съставен по публикувани сведения за социално предприятие от София. Състои се "
         "от дружество и "
         "фондация. Фондацията учи бежанци и хора, търсещи закрила, на работа с компютър и на английски; дружеството "
         "им "
         "възлага работа от разстояние: описване на изображения за изкуствен интелект."),
        ("decision", "В България работим направо с бежанските общности. В другите страни програмите водят местни "
         "организации, които "
         "сами решават как; тяхната работа не е наша и не я броим за своя."),
        ("hiring", "Обучение и работа не са едно и също и ги водим отделно. Който е минал курс, невинаги е бил нает, "
         "а който прави "
         "отделни задачи от вкъщи, няма трудов договор при нас. В таблото влизат само наетите."),
        ("advice", "Мислете за работа, която ще остане и след края на проекта. Хората имат нужда не от подарък, а от "
         "опора."))),
    Interview(15, "hr", "bg", (
        ("activity", "Тъчем лен и памук от 1987 година. Над четиристотин души сме, на три смени, и осемдесет на сто "
         "от платовете "
         "заминават за Италия и Германия."),
        ("decision", "Когато половината от тъкачките наближиха пенсия, разбрахме, че няма кой да ги смени. Обявите "
         "във вестника "
         "не помогнаха. Отидохме при центъра и казахме: учим всеки, който иска."),
        ("hiring", "Първата година напуснаха много хора, повечето още преди да са изкарали обучението. Промених две "
         "неща: "
         "обучението вече се плаща от първия ден и детската градина е до фабриката. Оттогава остават."),
        ("advice", "Пребройте кои хора са ви напуснали и ги попитайте защо. Отговорът обикновено е евтин."))),
    Interview(12, "manager", "en", (
        ("activity", "We write booking and invoicing software for small hotels. There are thirty-four of us; a third "
         "work from home."),
        ("decision", "Our best testers had never worked in software before, "
         "and we had found "
         "them by accident. We asked the centre to make it less of an accident."),
        ("hiring", "What helped was that our working language is English, so "
         "nobody had to be "
         "fluent in Bulgarian on the first day. What was hard was paperwork: nobody at the bank knew the residence "
         "card."),
        ("advice", "Write down which parts of the job really need Bulgarian. In our case it was the lunch menu."))),
    Interview(18, "manager", "en", (
        ("activity", "A hotel of a hundred and twenty beds on the coast, open all year since 2019. In summer we are "
         "a hundred and ten "
         "people, in winter sixty."),
        ("decision", "A season is short and a winter is long. We wanted people who would stay for both, and the "
         "centre knew families "
         "who wanted to stay in Varna but could not find a place to live."),
        ("hiring", "We let rooms in the staff house at cost for the first year. The kitchen learned faster than the "
         "reception: a recipe "
         "needs fewer words than a complaint. Three people left after their first summer, and we should have told "
         "them about the "
         "winter work earlier."),
        ("advice", "Talk about the winter in May."))),
    Interview(47, "owner", "en", (
        ("activity", "We build websites for municipalities and museums, nine people above a bakery in Plovdiv."),
        ("advice", "Take one intern seriously and the next three will find you by themselves."))),
)  # fmt: skip

UNREAD = Interview(22, "manager", "bg", (
    ("activity", "Отглеждаме домати на дванадесет декара под стъкло, от март до декември за пазара в Пловдив, през "
     "зимата – разсад."),
))  # fmt: skip
"""Sent to the editors; nobody has read it yet."""

SERIES = {
    "source": "интервю за поредицата „Социално отговорни за интеграция“",
    "source_en": "an interview for the series “Socially responsible for integration”",
}
STATED: dict[int, tuple[dict[str, object], ...]] = {
    13: (
        {"value": "1100", "unit": "people", "measure": "received", "composite": True, "from_year": 2017, **SERIES,
         "scope_bg": "повишаване на квалификацията и/или работа", "scope_en": "upskilling and/or work",
         "who_bg": "засегнати от конфликти", "who_en": "affected by conflict"},
        {"value": "265", "unit": "people", "measure": "completed", **SERIES,
         "scope_bg": "специализирано обучение", "scope_en": "specialised training",
         "target_value": "500", "target_unit": "people", "target_date": "2024"},
        {"value": "9", "unit": "countries", "measure": "operates", **SERIES,
         "scope_bg": "заедно с местни партньори", "scope_en": "together with local partners",
         "target_value": "12", "target_unit": "partners", "target_date": "2024"},
        {"kind": "commitment", "scope_bg": "поне 50% жени в обученията и в работата",
         "scope_en": "at least 50% women in the training and in the work"},
        {"kind": "delivery", "countries": ("BG",), "autonomous": True},
        {"kind": "partners", "partners": ("companies", "organisations")},
    ),
    11: ({"kind": "family"},),
    15: (
        {"value": "64", "unit": "people", "measure": "completed", "as_of": "2026-03", "qualifier": "over",
         "scope_bg": "обучение за оператор на тъкачен стан", "scope_en": "training as loom operators"},
    ),
}  # fmt: skip
"""As stated; 13 keeps the traps of its source: and/or, no date, a target gone by, countries against partners."""

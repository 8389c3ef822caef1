"""The employers that are told of: one line each, by number."""

from services.sample.employers import Firm, Vacancy

MENTOR, BONUS, SKILLS = "mentor", "mentor bonus", "skills on-site in-paid-time"
ADJUST, SHARED, PAPERS, CHILDREN = "adjustments", "shared", "paperwork fees", "childcare"
TWICE = "language frequency-weekly-2 in-paid-time"
ONCE = "language frequency-weekly-1 on-site"
ONLINE = "language frequency-weekly-3 online"
BUS, TICKETS, RENT, DEPOSIT, DIPLOMAS = (
    "transport shift-bus",
    "transport tickets",
    "housing rent",
    "housing deposit",
    "recognition fees",
)

FIRMS = (
    Firm(1, "Седемте пещи", "Sedemte Peshti", "ood", "C", "Асеновград", "хлебозавод", "m", 2004, 140,
         "k16 g4 l3 e1 w1 x1 r1", "kkkl", (BONUS, SKILLS, TWICE, BUS), site=True, vacancies=(
             Vacancy("Пекар, втора смяна", "Месене и печене на хляб във втора смяна. Обучаваме на място за шест "
                     "седмици, "
                     "с наставник. Има служебен автобус от Пловдив.", 12, openings=2, wage=(1050, 1250),
                     skills=("cooking",), languages=("bg:A2",), support=("mentor", "language", "transport")),
             Vacancy("Шофьор на хлебовоз", "Разнос на хляб до магазините в Асеновград и Пловдив от четири сутринта. "
                     "Нужна е книжка категория B.", 26, wage=(1100, 1300), skills=("driving",),
                     languages=("bg:B1",), support=("mentor",)))),
    Firm(2, "Бял бор", "Byal Bor", "eood", "C", "Пловдив", "мебелна работилница", "f", 2011, 22,
         "k . g l g . l k . . gl kkkkk", "kl", (MENTOR, ADJUST, SKILLS), site=True, vacancies=(
             Vacancy("Стажант дърводелец", "Изработка на маси и столове под наставничество. Не се изисква опит, "
                     "а желание за учене. След шест месеца предлагаме постоянен договор.", 5, contract="fixed-term",
                     wage=(780, 900), support=("mentor", "skills", "adjustments"), kind="apprenticeship"),)),
    Firm(3, "Тихият двор", "Tihiyat Dvor", "ood", "I", "Пловдив", "хотел", "m", 1998, 24,
         "kk . k . k . k l kk . . klllll", "kk", (MENTOR, TWICE, SKILLS), vacancies=(
             Vacancy("Камериер или камериерка", "Почистване и подреждане на стаите, почивни дни по график. "
                     "Храна по време на работа.", 33, openings=2, wage=(900, 1000), skills=("cleaning",),
                     support=("mentor", "language")),)),
    Firm(4, "Орех и мед", "Oreh i Med", "cooperative", "A", "Карлово", "кооперация", "f", 2015, 18,
         "k8 a1 l1 s2 v1", "ks", (MENTOR, RENT, SHARED), partners=True),
    Firm(5, "Северна пералня", "Severna Peralnya", "eood", "S", "София", "пералня", "f", 2009, 45,
         "k6 g4 l4 d1 u1", "kl", (SKILLS,)),
    Firm(6, "Мост към пазара", "Most kam Pazara", "ad", "G", "София", "търговска верига", "f", 1994, 900,
         "k36 g9 l7 e3 d1 c1 b1 y1", "kkkkgl", (MENTOR, SKILLS, ADJUST, PAPERS), points=True, site=True, vacancies=(
             Vacancy("Касиер, квартал Надежда", "Работа на каса и подреждане на стока, осем часа на две смени. "
                     "Първата седмица работите с наставник.", 8, openings=3, wage=(1000, 1150), skills=("sales",),
                     languages=("bg:B1",),
                     support=("mentor", "skills", "paperwork")),
             Vacancy("Складов работник", "Приемане и подреждане на палети в склада в Горубляне.", 41, openings=2,
                     wage=(1000, 1200), skills=("warehouse",), languages=("bg:A2",), courses=("forklift",),
                     support=("mentor",)))),
    Firm(7, "Игла и конец", "Igla i Konets", "eood", "C", "Русе", "шивашко ателие", "n", 2018, 9,
         "k8 z1", "k", (MENTOR, ONCE, SHARED)),
    Firm(8, "Градински път", "Gradinski Pat", "ood", "N", "Варна", "фирма за озеленяване", "f", 2007, 30,
         "k . k . gk . k l . kl ll lllld", "k"),
    Firm(9, "Добра грижа", "Dobra Grizha", "foundation", "Q", "Стара Загора", "дом за възрастни хора", "m", 2012, 52,
         "k10 g2 l1 e1 y1", "kk", (MENTOR, ADJUST, CHILDREN, DIPLOMAS), partners=True, vacancies=(
             Vacancy("Болногледач", "Ежедневни грижи за двадесет и четирима възрастни хора, на смени. Плащаме курса за "
                     "болногледачи и признаването на диплома от чужбина.", 19, openings=2, wage=(950, 1100),
                     skills=("care",), languages=("bg:A2",), support=("mentor", "skills", "childcare")),)),
    Firm(10, "Първа лопата", "Parva Lopata", "ood", "F", "Бургас", "строителна фирма", "f", 2001, 75,
         "k3 g1 l5 d2", "l", (MENTOR,), vacancies=(
             Vacancy("Общ работник на обекта", "Кофраж, пренасяне и почистване на обекта в Бургас. Храна на обекта.",
                     31,
                     openings=2, wage=(1000, 1200), languages=("bg:A1",)),)),
    Firm(11, "Малка пекарна Роса", "Malka Pekarna Rosa", "et", "C", "Пловдив", "пекарна", "f", 2019, 6, "k1", "",
         (MENTOR,)),
    Firm(12, "Кодова къща", "Kodova Kashta", "ood", "J", "София", "софтуерна фирма", "f", 2016, 34, "k2", "", (ONLINE,),
         vacancies=(
             Vacancy("Младши тестер", "Проверка на уеб приложения. Обучение два месеца с наставник, работа от офиса "
                     "или от "
                     "дома. Английски на ниво B1 е достатъчен, български не се изисква.", 15, wage=(1400, 1800),
                     languages=("en:B1",), support=("mentor", "skills"), place="mixed"),)),
    Firm(13, "Човек в цикъла (образец)", "Human Circle (sample)", "hybrid", "J", "София", "социално предприятие", "n",
         2017, 28,
         "k9 g3 l1 e1 i2 j3", "kj", (MENTOR, SKILLS, ONLINE), site=True, partners=True),
    Firm(14, "Фондация „Човек в цикъла“ (образец)", "Human Circle Foundation (sample)", "foundation", "P", "София",
         "фондация", "f", 2017, 11, "k1 i2"),
    Firm(15, "Балкански лен", "Balkanski Len", "ad", "C", "Русе", "текстилна фабрика", "f", 1987, 420,
         "k40 g10 l6 e2 d1 c1 b1 x1", "kkkgl", (BONUS, SKILLS, TWICE, CHILDREN, BUS), points=True, site=True,
         vacancies=(
             Vacancy("Оператор на тъкачен стан", "Работа на три смени, обучение четири седмици. Служебен автобус от "
                     "всички "
                     "квартали и детска градина към фабриката.", 22, openings=4, wage=(1050, 1300),
                     languages=("bg:A1",), support=("mentor", "language", "transport", "childcare")),)),
    Firm(16, "Лен и дом", "Len i Dom", "eood", "G", "Русе", "верига магазини", "f", 2003, 36, "k3 g1 l1 t1", "k",
         (MENTOR,)),
    Firm(17, "Дунавски превози", "Dunavski Prevozi", "ood", "H", "Русе", "транспортна фирма", "f", 1999, 64,
         "k7 g2 l3 d1", "k", (PAPERS, SKILLS), vacancies=(
             Vacancy("Диспечер на превози", "Планиране на курсове и връзка с шофьорите. Нужен е украински или "
                     "румънски език.",
                     29, wage=(1100, 1400), languages=("uk:B2", "bg:B1")),)),
    Firm(18, "Морски бряст", "Morski Bryast", "ood", "I", "Варна", "хотел", "m", 2006, 110,
         "k9 g4 l3 s3 e1", "kksl", (SKILLS, RENT, ONLINE, SHARED), site=True, vacancies=(
             Vacancy("Помощник-готвач", "Подготовка на продукти и закуски за сто и двадесет гости. Осигуряваме стая.",
                     9,
                     openings=2, wage=(1000, 1150), support=("housing", "mentor")),)),
    Firm(19, "Пристан", "Pristan", "ood", "H", "Бургас", "складова база", "f", 2010, 58, "k8 g1 l2 d1", "kk", (MENTOR,
         BUS)),
    Firm(20, "Солен вятър", "Solen Vyatar", "eood", "I", "Бургас", "ресторант", "m", 2014, 16, "k5 g1 l2", "k",
         (MENTOR,)),
    Firm(21, "Розова бразда", "Rozova Brazda", "cooperative", "A", "Карлово", "розоварна", "f", 1992, 40,
         "k6 g2 l2 s3", "s", (RENT, MENTOR, BUS)),
    Firm(22, "Стъклена градина", "Staklena Gradina", "ood", "A", "Пловдив", "оранжерия", "f", 2008, 33, "k9 g1 l1 e1",
         "kk",
         (MENTOR, BUS, ONCE), vacancies=(
             Vacancy("Работник в оранжерия", "Отглеждане и бране на домати на закрито, целогодишно.", 3, openings=3,
                     wage=(850, 980), support=("mentor", "transport")),)),
    Firm(23, "Щурче", "Shturche", "association", "P", "Пловдив", "детска градина", "f", 2013, 19, "k5 g1", "k",
         (MENTOR, DIPLOMAS, ADJUST)),
    Firm(24, "Медицински център Липа", "Medical Centre Lipa", "ood", "Q", "Стара Загора", "медицински център", "m",
         2002, 88,
         "k8 l1 e2", "k", (DIPLOMAS, TWICE, MENTOR), vacancies=(
             Vacancy("Санитар", "Почистване и помощ в отделението по рехабилитация, дневна смяна.", 47, wage=(880, 960),
                     languages=("bg:A2",)),)),
    Firm(25, "Железен мост", "Zhelezen Most", "ad", "C", "Стара Загора", "машиностроителен завод", "m", 1978, 310,
         "k15 g3 l4 d1 c1", "kkl", (SKILLS, BUS, MENTOR, ADJUST)),
    Firm(26, "Чиста стъпка", "Chista Stapka", "eood", "N", "София", "почистваща фирма", "f", 2012, 85, "k6 g6 l5 u1",
         "gl",
         (TICKETS, ADJUST)),
    Firm(27, "Зърно и сол", "Zarno i Sol", "ood", "I", "София", "кафене", "n", 2020, 12, "k6 l1", "k", (SHARED,
         MENTOR)),
    Firm(28, "Книжарница Перо", "Bookshop Pero", "et", "G", "Варна", "книжарница", "f", 2009, 5, "k1", "", (),
         vacancies=(
             Vacancy("Продавач-консултант в книжарница", "Половин работен ден, следобед. Търсим човек, който чете.", 17,
                     hours=20, wage=(450, 520), languages=("bg:B2",)),)),
    Firm(29, "Автосервиз Маяк", "Mayak Garage", "eood", "G", "Бургас", "автосервиз", "m", 2005, 14, "k3 l1", "",
         (SKILLS,),
         vacancies=(
             Vacancy("Помощник автомеханик", "Смяна на гуми и масла, с времето и ходова част. Учим ви ние.", 38,
                     wage=(850, 1100), support=("mentor", "skills")),)),
    Firm(30, "Сладкарница Канела", "Kanela Patisserie", "ood", "C", "Варна", "сладкарница", "f", 2017, 13, "k6 g1", "k",
         (MENTOR, ADJUST, SHARED)),
    Firm(31, "Тракийски сок", "Trakiyski Sok", "ood", "C", "Пловдив", "завод за сокове", "m", 1996, 95,
         "k8 g3 l3 s2 d1", "ks",
         (BUS, SKILLS)),
    Firm(32, "Хижа Здравец", "Zdravets Lodge", "et", "I", "Карлово", "хижа", "f", 2010, 4, "k1", ""),
    Firm(33, "Буква и лист", "Bukva i List", "eood", "C", "София", "печатница", "f", 2000, 27, "k6 l1 x1", "k",
         (SKILLS, MENTOR)),
    Firm(34, "Бърза нишка", "Barza Nishka", "ood", "H", "София", "куриерска фирма", "f", 2018, 70, "k4 g3 l6 d2", "ll",
         (), vacancies=(
             Vacancy("Куриер с велосипед", "Пратки в центъра на София, до осем километра. Велосипедът е наш.", 14,
                     openings=3, wage=(950, 1150), languages=("bg:A2",)),)),
    Firm(35, "Наковалня", "Nakovalnya", "association", "P", "Русе", "школа по занаяти", "f", 2011, 8, "k2 i3", "i",
         (SKILLS,),
         vacancies=(
             Vacancy("Майстор-инструктор по шиене", "Водене на две групи по десет души, три дни в седмицата.", 54,
                     hours=24,
                     wage=(700, 850), languages=("bg:B1",)),)),
    Firm(36, "Топъл обяд", "Topal Obyad", "public", "Q", "Асеновград", "домашен социален патронаж", "m", 1995, 48,
         "k7 g1 l1 f2", "k", (MENTOR, ADJUST)),
    Firm(37, "Сенчеста алея", "Senchesta Aleya", "ood", "N", "Пловдив", "фирма за паркова поддръжка", "f", 2009, 41,
         "k7 g1 l2 e1", "k", (MENTOR, SHARED, BUS)),
    Firm(38, "Аптека Билка", "Bilka Pharmacy", "eood", "G", "Асеновград", "аптека", "f", 2008, 7, "k2", "",
         (DIPLOMAS,)),
    Firm(39, "Цветен праг", "Tsveten Prag", "ood", "A", "Варна", "разсадник", "m", 2013, 15, "k5 l1", "k", (ADJUST,)),
    Firm(40, "Златна нива", "Zlatna Niva", "ood", "C", "Бургас", "мелница", "f", 1993, 29, "k5 g1 l2", "k", (MENTOR,)),
    Firm(41, "Зелена платка", "Zelena Platka", "ood", "C", "София", "завод за електроника", "m", 2014, 160,
         "k12 g2 l2 e1 r1", "kk", (SKILLS, TICKETS, ONCE, ADJUST), site=True),
    Firm(42, "Звънче", "Zvanche", "eood", "P", "Стара Загора", "езикова школа", "f", 2015, 10, "k1 j2", "j", (),
         listed=False),
    Firm(43, "Шоколадова работилница Какао", "Kakao Chocolate Workshop", "ood", "C", "Русе", "шоколадова работилница",
         "f", 2016,
         21, "k7 l1", "k", (MENTOR, TWICE)),
    Firm(44, "Тиха порта", "Tiha Porta", "eood", "N", "Асеновград", "охранителна фирма", "f", 2006, 55, "k6 g2 l2",
         "k", (TICKETS,)),
    Firm(45, "Грънци", "Grantsi", "et", "C", "Карлово", "керамично ателие", "n", 2012, 6, "k3", "", (SHARED, MENTOR),
         vacancies=(
             Vacancy("Помощник в керамично ателие", "Подготовка на глина, глазиране и пещ. Учим от нулата.", 21,
                     hours=30,
                     wage=(700, 820), support=("mentor",)),)),
    Firm(46, "Фризьорски салон Ритъм", "Ritam Hair Studio", "et", "S", "Варна", "фризьорски салон", "m", 2019, 4, "k1",
         "k", vacancies=(
             Vacancy("Фризьор", "Дамско и мъжко подстригване, обучение при нужда.", 44, wage=(900, 1300),
                     languages=("bg:A2",), support=("mentor",)),)),
    Firm(47, "Светла стая", "Svetla Staya", "ood", "J", "Пловдив", "уеб студио", "n", 2018, 9, "k3", "k", (MENTOR,
         SKILLS),
         site=True),
    Firm(48, "Пчелин Медуница", "Medunitsa Apiary", "et", "A", "Асеновград", "пчелин", "m", 2014, 3, "k1 s1", "",
         (RENT,)),
    Firm(49, "Вълна и памук", "Valna i Pamuk", "ad", "C", "Стара Загора", "предачница", "f", 1984, 190, "k11 g4 l5 d1",
         "kl",
         (BUS, CHILDREN)),
    Firm(50, "Обувки Стъпало", "Stapalo Shoes", "ood", "C", "Асеновград", "обувна фабрика", "f", 1999, 120,
         "k10 g3 l2 e1", "kk",
         (MENTOR, ONCE, BUS)),
    Firm(51, "Сигурен покрив", "Siguren Pokriv", "ood", "F", "Пловдив", "строителна фирма", "f", 2007, 46,
         "k7 l2 d1 c1", "k",
         (MENTOR, PAPERS)),
    Firm(52, "Кула и кран", "Kula i Kran", "eood", "F", "София", "строителна фирма", "f", 2013, 62, "k9 l1", "k",
         (SKILLS, MENTOR)),
    Firm(53, "Ветропоказател", "Vetropokazatel", "ood", "H", "Варна", "логистична фирма", "f", 2011, 37, "k5 g1 l2",
         "k", (SKILLS,)),
    Firm(54, "Общинска кухня Надежда", "Nadezhda Municipal Kitchen", "public", "I", "Бургас", "общинска кухня", "f",
         1990, 34,
         "k7 g1 l1 f1", "k", (ADJUST, MENTOR)),
    Firm(55, "Гнездо", "Gnezdo", "foundation", "Q", "Пловдив", "дневен център", "m", 2016, 14, "k4 i1", "k", (CHILDREN,
         MENTOR), vacancies=(
             Vacancy("Социален асистент", "Занимания с деца след училище, четири часа на ден.", 18, hours=20,
                     wage=(520, 600),
                     languages=("bg:B2",)),)),
    Firm(56, "Маслина и пипер", "Maslina i Piper", "eood", "G", "Пловдив", "магазин за храни", "m", 2015, 11, "k4 l1",
         ""),
    Firm(57, "Дървени играчки Славей", "Slavey Wooden Toys", "ood", "C", "Карлово", "работилница за играчки", "f",
         2010, 12,
         "k6 g1", "k", (MENTOR, ADJUST, ONCE)),
    Firm(58, "Пералня Бяла роса", "Byala Rosa Laundry", "eood", "S", "Бургас", "пералня", "f", 2012, 24, "k3 g2 l2",
         "", ()),
    Firm(59, "Контактен център Ехо", "Echo Contact Centre", "ead", "N", "София", "контактен център", "m", 2009, 260,
         "k12 g3 l6 e1 d1", "kkl", (SKILLS, ONLINE), vacancies=(
             Vacancy("Оператор с арабски и английски език", "Разговори с клиенти от Близкия изток, изцяло от "
                     "разстояние.", 6,
                     openings=2, wage=(1200, 1500), languages=("ar:C1", "en:B1"), place="remote"),)),
    Firm(60, "Рибна борса Калкан", "Kalkan Fish Market", "ood", "G", "Бургас", "рибна борса", "f", 2004, 26, "k5 l3",
         "l"),
    Firm(61, "Гараж за колелета Каданс", "Kadans Bicycles", "ood", "G", "София", "веломагазин", "m", 2021, 7, "", "",
         (), vacancies=(
             Vacancy("Механик на велосипеди", "Сглобяване и ремонт, през зимата обучаваме.", 11, wage=(900, 1100),
                     support=("mentor", "skills")),)),
    Firm(62, "Трикотаж Примка", "Primka Knitwear", "eood", "C", "Русе", "плетачница", "f", 2003, 31, "l2", "", (),
         listed=False),
)  # fmt: skip

SMALL = (1, 2, 3, 4, 8, 9, 11, 12, 13, 14, 20, 30)
"""The dozen that tests start with."""

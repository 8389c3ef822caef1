"""More invented employers in their own words: Bulgarian as it was said, and the English of a partner service."""

from services.sample import more_voices
from services.sample.interviews import Interview

Said = tuple[tuple[str, str, str], ...]
"""Question, Bulgarian, English."""

VOICES: tuple[tuple[int, str, Said], ...] = (
    (36, "manager", (
        ("activity", "Готвим обяд и го носим по домовете на стари хора. Супата тръгва в десет и половина и не чака никого.",
         "We cook lunch and take it to old people at home. The soup leaves at half past ten and waits for nobody."),
        ("hiring", "Мислех, че ще е трудно в кухнята. Оказа се, че е трудно на вратата: възрастният човек иска да поговори, а "
         "новият колега не разбира какво го питат. Написахме му на картон какво се казва, като се подава кутията. След "
         "месец картонът вече не ни трябваше.",
         "I thought the kitchen would be hard. It was the doorstep: an old person wants to talk, and the new colleague does "
         "not know what is being asked. We wrote on a card what one says when handing over the box. After a month "
         "nobody needed the card."),
        ("advice", "Пратете новия човек по маршрута със стар колега, който обича да говори.",
         "Send the newcomer on the round with an old hand who likes to talk."))),
    (54, "team_lead", (
        ("decision", "Голямата тенджера не пита откъде си. На мен ми трябваха ръце за рязане, а центърът ми прати хора, "
         "които бяха готвили за цяло общежитие.",
         "The big pot does not ask where you come from. I needed hands to chop, and the centre sent me people who had "
         "cooked for a whole hostel."),
        ("hiring", "Рецептите ни бяха написани на ръка и само аз ги разчитах. Преписахме ги с грамове и снимки. Сега и "
         "българките гледат снимките.",
         "Our recipes were written by hand and only I could read them. We wrote them out again in grams, with pictures. "
         "Now the Bulgarian cooks look at the pictures too."),
        ("advice", "Преди да търсите хора, препишете си рецептите.", "Before you look for people, write your recipes out."))),
    (59, "hr", (
        ("activity", "При нас звънят хора, на които нещо не им работи. Слушаме, обясняваме, пак слушаме.",
         "People ring us when something does not work. We listen, we explain, we listen again."),
        ("hiring", "Бързо разбрахме, че акцентът не пречи, а паузата пречи. Клиентът търпи грешка, но не търпи мълчание. "
         "Затова учим хората да казват какво правят, докато го правят.",
         "We soon learnt that an accent does no harm, but a pause does. A customer forgives a mistake and does not forgive "
         "silence. So we teach people to say what they are doing while they do it."),
        ("advice", "Слушайте кандидата по телефона, преди да сте видели документите му.",
         "Hear an applicant on the telephone before you have seen the papers."))),
    (41, "head_of_training", (
        ("decision", "Монтажът на платки е тиха работа. Който има търпение и добри очи, учи се за седмици, а не за години.",
         "Putting boards together is quiet work. Somebody with patience and good eyes learns it in weeks, not in years."),
        ("hiring", "Инструкциите бяха на английски, обученията на български, а хората говореха нещо трето. Накрая снимахме "
         "всяка стъпка с телефон и я пуснахме на екран до масата. Бракът падна още същото тримесечие.",
         "The instructions were in English, the training in Bulgarian, and people spoke something else. In the end we filmed "
         "every step with a telephone and put it on a screen by the bench. Rejects went down in that same quarter."),
        ("advice", "Снимайте най-добрия си монтьор и покажете записа на всички.",
         "Film your best fitter and show the recording to everybody."))),
    (30, "owner", (
        ("activity", "Правим торти по поръчка и дребни сладки за кафенетата. В петък вечер у нас никой не сяда.",
         "We make cakes to order and small pastries for cafés. On a Friday night nobody here sits down."),
        ("hiring", "Кремът се учи с ръце, не с думи. По-трудно беше с поръчките: на тортата пише име и името трябва да е "
         "вярно. Сега клиентът го пише сам на листче, а ние го преписваме буква по буква.",
         "Cream is learnt with the hands, not with words. Orders were harder: a cake has a name on it and the name has to be "
         "right. Now the customer writes it on a slip of paper and we copy it letter by letter."),
        ("advice", "Дайте да опитат. Който се усмихне на крема, ще го научи.",
         "Let people taste. Whoever smiles at the cream will learn to make it."))),
    (26, "team_lead", (
        ("hiring", "Чистим офиси, когато другите спят. Хората ми напускаха не заради работата, а заради последния автобус. "
         "Преместихме началото с половин час и плащаме билетите. Това беше цялата тайна.",
         "We clean offices while others sleep. People left me because of the last bus, not because of the work. We moved the "
         "start by half an hour and pay for the tickets. That was the whole secret."),
        ("advice", "Вижте разписанието на автобуса, преди да напишете графика.",
         "Look at the bus timetable before you write the rota."))),
    (24, "manager", (
        ("decision", "Рехабилитацията е разговор с ръце. Имаше лекари от чужбина, които миеха чинии в квартала, а на нас не ни "
         "достигаха хора. Това ми се видя глупаво.",
         "Rehabilitation is a conversation with the hands. There were doctors from abroad washing dishes down the street while "
         "we were short of people. It struck me as silly."),
        ("hiring", "Дипломата се признава бавно и дотогава човекът не бива да прави това, което умее. Назначаваме на друга "
         "длъжност, плащаме таксите и казваме честно колко ще трае. Обещанието се държи по-лесно, когато е скромно.",
         "A diploma is recognised slowly, and until then somebody may not do what they are good at. We give them another post, "
         "pay the fees and say honestly how long it will take. A modest promise is easier to keep."),
        ("advice", "Не обещавайте бяла престилка за пролетта, ако не зависи от вас.",
         "Do not promise a white coat by spring if it is not in your hands."))),
    (50, "owner", (
        ("activity", "Шием обувки от кожа, на конвейер, който е по-стар от мен.",
         "We sew leather shoes on a line that is older than I am."),
        ("hiring", "Шумът е голям и никой никого не чува, на никакъв език. Затова имаме знаци с ръце от времето на баща ми. "
         "Новите ги научиха за ден и си измислиха още.",
         "It is so loud that nobody hears anybody in any language. So we have hand signs from my father's time. The new people "
         "learnt them in a day and made up more."),
        ("advice", "Покажете му цялата обувка, преди да го сложите на една машина.",
         "Show people the whole shoe before you put them at one machine."))),
    (3, "owner", (
        ("decision", "Зад хотела има двор и в двора се чува само чешмата. Търсех хора, които не се страхуват от тишината.",
         "Behind the hotel there is a yard, and all you hear in it is the tap. I was looking for people who do not fear quiet."),
        ("hiring", "Най-много помогна, че обядваме заедно, и аз с тях. На масата научих повече за хотела си, отколкото от "
         "отзивите. Трудно беше с почивните дни: всеки иска своя празник, а гостите идват точно тогава.",
         "What helped most is that we have lunch together, myself included. At that table I learnt more about my hotel than "
         "from the reviews. Days off were hard: everybody wants their own holiday, and that is just when guests come."),
        ("advice", "Яжте на една маса с хората, които чистят стаите.",
         "Eat at one table with the people who clean the rooms."))),
    (43, "manager", (
        ("activity", "Варим шоколад в меден казан и увиваме всяко парче на ръка.",
         "We cook chocolate in a copper kettle and wrap every piece by hand."),
        ("hiring", "Уроците по български са при казана, защото там е топло и никой не бърза. Думата темпериране я научиха преди "
         "добър ден. Сгреших с първата заплата: платих я по сметка, до която още нямаха достъп.",
         "The Bulgarian lessons are held by the kettle, because it is warm there and nobody hurries. They learnt the word for "
         "tempering before good day. I got the first pay wrong: I sent it to an account they could not use yet."),
        ("advice", "Попитайте в банката, преди да дойде денят за заплати.", "Ask at the bank before pay day comes."))),
    (37, "team_lead", (
        ("hiring", "Паркът не прощава: тревата расте и в неделя. Хората, които идваха от село, знаеха повече от нас за косата и за "
         "корена. Само картата на града им беше чужда, затова сложихме цветни табелки по алеите.",
         "A park forgives nothing: grass grows on Sundays too. People from villages knew more than we do about scythes and "
         "roots. Only the map of the city was strange to them, so we put coloured signs along the paths."),
        ("advice", "Питайте човека какво е гледал у дома, преди да му дадете мотика.",
         "Ask people what they grew at home before you hand them a hoe."))),
    (31, "hr", (
        ("activity", "През лятото и есента пресоваме плодове денонощно, през зимата пълним и етикетираме.",
         "In summer and autumn we press fruit day and night; in winter we fill and label."),
        ("hiring", "Сезонът лъже: на човек му се струва, че има работа завинаги, а после идва зимата. Вече показваме годината на "
         "стената, с две краски, още на първия ден. Който остане за бутилирането, остава и за следващите ягоди.",
         "A season deceives: it looks like work for ever, and then winter comes. Now we show the year on the wall in colours "
         "on the very first day. Whoever stays for the bottling stays for the next strawberries."),
        ("advice", "Кажете на хората кога няма да има работа.", "Tell people when there will be no work."))),
)  # fmt: skip

EVERYBODY = (*VOICES, *more_voices.VOICES)
MORE = tuple(
    Interview(firm, speaker, "bg", tuple((question, bulgarian) for question, bulgarian, _ in said))
    for firm, speaker, said in EVERYBODY
)
IN_ENGLISH = {(firm, question): english for firm, _, said in EVERYBODY for question, _, english in said}

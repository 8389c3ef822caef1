"""And still more invented employers in their own words: workshops, kitchens, sites and a kindergarten."""

Said = tuple[tuple[str, str, str], ...]
"""Question, Bulgarian, English."""

VOICES: tuple[tuple[int, str, Said], ...] = (
    (2, "owner", (
        ("activity", "Правим маси, които се разглобяват и минават през вратата на панелен апартамент. Дървото е от Родопите, "
         "а мерките – от хората, които ще ядат на тях.",
         "We make tables that come apart and fit through the door of a panel-block flat. The wood is from the Rhodopes, and "
         "the measurements from the people who will eat at them."),
        ("hiring", "Милиметърът е еднакъв на всички езици, но думите за дървото не са. Окачихме над тезгяха парчета от всеки "
         "вид с името отдолу: бук, ясен, бор. Най-дълго се учи да чуеш кога трионът се мъчи, и за това няма табела.",
         "A millimetre is the same in every language, but the words for wood are not. We hung a piece of each kind over the "
         "bench with its name below: beech, ash, pine. What takes longest is hearing when the saw struggles, and there is no "
         "label for that."),
        ("advice", "Дайте на новия човек да довърши нещо свое още първата седмица.",
         "Let a newcomer finish something of their own in the first week."))),
    (6, "hr", (
        ("decision", "Обявата ни стоеше на вратата на всеки магазин и хората минаваха покрай нея. Оказа се, че я четат само "
         "онези, които вече имат работа. Махнахме я и отидохме в центъра.",
         "Our advert hung on the door of every shop and people walked past it. It turned out that only those with a job read "
         "it. We took it down and went to the centre."),
        ("hiring", "Касата плаши повече от склада: зад теб чака опашка. Затова първата седмица новият стои на каса до стар "
         "колега и само подава торбички. На края на седмицата повечето сами сядат на стола.",
         "The till is more frightening than the warehouse: there is a queue behind you. So for the first week a newcomer "
         "stands beside an old hand and hands over bags. By the end of it most of them take the chair themselves."),
        ("advice", "Не слагайте новия човек на каса в петък следобед.",
         "Never put a newcomer at the till on a Friday afternoon."))),
    (19, "manager", (
        ("activity", "Складираме чужди неща: от хладилници до коледни елхи. Лятото мирише на гума, зимата – на картон.",
         "We store other people’s things, from fridges to Christmas trees. Summer smells of rubber here, and winter of "
         "cardboard."),
        ("hiring", "Мислехме, че хората ще се изгубят между рафтовете. Изгубихме се ние: старите знаеха местата наизуст и "
         "никъде нищо не беше написано. Номерирахме редовете заради новите, а днес и шофьорите намират рампата сами.",
         "We thought people would get lost between the shelves. We were the ones who did: the old hands knew every place by "
         "heart and nothing was written down. We numbered the rows for the newcomers, and now the drivers find their ramp by "
         "themselves too."),
        ("advice", "Напишете онова, което всички знаят наизуст.", "Write down what everybody knows by heart."))),
    (20, "owner", (
        ("activity", "Ресторантът е на скалата и когато духа, покривките хвърчат. Готвим рибата, която лодката е донесла.",
         "The restaurant stands on the rock, and when it blows the tablecloths fly. We cook whatever fish the boat brought."),
        ("decision", "В разгара на лятото миячът на чинии си тръгна по средата на обяда. Съседката от центъра за работа миеше "
         "с мен до вечерта и каза, че познава хора.",
         "At the height of the season the dishwasher walked out in the middle of lunch. A neighbour from the job centre washed "
         "up with me until the evening and said that she knew people."),
        ("advice", "Платете на човека за пробния ден, дори да не остане.",
         "Pay somebody for the trial day even if they do not stay."))),
    (21, "manager", (
        ("activity", "Розата се бере преди слънцето да я е видяло. През останалото време на годината поправяме казани, режем "
         "храсти и продаваме на хора, които не вярват, че за грам масло трябват толкова чували.",
         "Roses are picked before the sun has seen them. For the rest of the year we mend the stills, prune the bushes and sell "
         "to people who do not believe how many sacks go into a gram of oil."),
        ("hiring", "Берачи идват и си отиват. Ние искахме хора, които да останат за рязането през зимата, а за това трябва топла "
         "стая. Стегнахме старото училище: печка, кухня, интернет. Оттогава храстите се режат навреме.",
         "Pickers come and go. We wanted people who would stay for the winter pruning, and for that you need a warm room. We "
         "did up the old school: a stove, a kitchen, the internet. Since then the bushes have been pruned on time."),
        ("advice", "Първо намерете къде ще спи човекът, после му говорете за работа.",
         "First find where people will sleep, then talk to them about work."))),
    (23, "manager", (
        ("decision", "Децата у нас говорят на много езици, а ние отговаряхме на един. Търсехме възпитател, който да чуе плача на "
         "езика, на който е.",
         "The children here speak many languages and we answered in one. We were looking for somebody who would hear a child "
         "cry in the language in which it cries."),
        ("hiring", "Да работиш с деца, се иска документ, и той идва бавно. Дотогава човекът е помощник: подрежда, облича, пее. "
         "Родителите първо се притесняваха, после започнаха да питат коя е новата песен.",
         "Working with children takes a certificate, and it comes slowly. Until then somebody is an assistant: tidying, "
         "dressing, singing. Parents worried at first; later they began to ask what the new song was."),
        ("advice", "Попитайте децата, преди да питате родителите.", "Ask the children before you ask the parents."))),
    (25, "head_of_training", (
        ("activity", "Правим части за мостови кранове. Стругът тежи колкото камион и не прощава разсеяност.",
         "We make parts for overhead cranes. The lathe weighs as much as a lorry and does not forgive a wandering mind."),
        ("hiring", "Имаше стругари, които са работили на същата машина на другия край на света, само че копчетата ѝ бяха "
         "надписани иначе. Сложихме знаци вместо думи. После видяхме, че и нашите млади не четат думите.",
         "There were turners who had worked at the very same machine on the other side of the world, only its buttons were "
         "labelled differently. We put signs in place of the words. Then we saw that our own young people did not read the "
         "words either."),
        ("advice", "Изпитвайте на машината, а не на масата в стаята за персонала.",
         "Test people at the machine and not at the table in the staff room."))),
    (27, "owner", (
        ("activity", "Печем кафе и хляб в една и съща стая, така че никой не знае коя от двете миризми го е довела.",
         "We roast coffee and bake bread in the same room, so nobody knows which smell brought them in."),
        ("hiring", "Клиентите искаха да се упражняват на английски с новата ни бариста, а тя – на български с тях. Сложихме "
         "табелка на бара: „Тук се поръчва на български, бавно“. Оттогава стоят по-дълго и поръчват второ кафе.",
         "Customers wanted to practise their English on our new barista, and she her Bulgarian on them. We put a sign on the "
         "bar: “Order here in Bulgarian, slowly”. They have stayed longer since, and order another coffee."),
        ("advice", "Не поправяйте човека пред клиента.", "Do not correct people in front of a customer."))),
    (33, "team_lead", (
        ("decision", "Печатарите на моите години се пенсионират, а училището за печатари го затвориха. Или учим хора сами, или "
         "спираме машината.",
         "Printers of my age are retiring and the printers’ school has been closed. Either we teach people ourselves or we "
         "stop the press."),
        ("hiring", "Буквите не пречат: листът или е прав, или не е. Трудно беше с цвета, защото всеки казва червено за нещо "
         "друго. Дадохме на всички един и същи ветрилник с мостри и спорът свърши.",
         "Letters are no trouble: a sheet is straight or it is not. Colour was hard, because each of us means something else by "
         "red. We gave everybody the same fan of samples, and that was the end of the argument."),
        ("advice", "Нека новият човек спре машината, когато се съмнява, и му благодарете.",
         "Let a newcomer stop the press when in doubt, and say thank you."))),
    (39, "owner", (
        ("activity", "Отглеждаме храсти за дворове, в които духа морски вятър. Половината от работата е поливане, другата "
         "половина – търпение.",
         "We grow shrubs for gardens in the sea wind. Half of the work is watering and the other half is patience."),
        ("hiring", "Латинските имена на растенията се оказаха нашият общ език. Който не знаеше думата за лавровишна, прочиташе "
         "етикета и всички се разбирахме. По-трудно беше да убедя хората да почиват по обед.",
         "The Latin names of plants turned out to be the language we share. Whoever did not know the word for cherry laurel "
         "read the label, and we all understood. It was harder to persuade people to rest at noon."),
        ("advice", "Дайте на човека леха, за която отговаря само той.", "Give people a bed that nobody else looks after."))),
    (40, "manager", (
        ("activity", "Мелим пшеница от три поколения. Камъкът е сменен, правилото не е: брашното се пипа, преди да се продаде.",
         "We have been milling wheat for generations. The stone was replaced and the rule was not: flour is felt before it is "
         "sold."),
        ("hiring", "В мелницата е шумно и прашно и младите от града не издържат. Издържаха хора, които вече са "
         "чакали дълго и не се плашат от ден, който прилича на предишния. Ние пък трябваше да се научим да казваме "
         "кога свършва смяната.",
         "A mill is loud and dusty, and young people from town do not last. Those who did had waited for long already "
         "and are not afraid of a day like the day before. We in turn had to learn to say when the shift ends."),
        ("advice", "Кажете в колко часа си тръгва човек и го спазете.", "Say at what time people go home, and keep to it."))),
    (44, "manager", (
        ("decision", "Охраната е работа за хора, които не заспиват. Консултантката ме попита дали гледам дипломи или очи.",
         "Guarding is for people who do not fall asleep. The counsellor asked me whether I look at diplomas or at eyes."),
        ("hiring", "По радиостанцията никой не разбира акцент, дори нашия. Затова говорим с къси думи, като пилотите: „вратата, "
         "затворена, прието“. Упражняваме ги нощем, когато и без това е тихо.",
         "Nobody understands an accent over the radio, not even ours. So we speak in short words as pilots do: “gate, closed, "
         "received”. We practise them at night, when it is quiet anyway."),
        ("advice", "Измислете си къси думи, преди да искате от някого дълги.",
         "Make up short words before you ask anybody for long ones."))),
    (49, "hr", (
        ("activity", "Предем вълна и памук за плетачници в цялата страна. Въздухът е влажен, защото нишката не обича сухо.",
         "We spin wool and cotton for knitters all over the country. The air is damp, because thread does not like it dry."),
        ("hiring", "Скъсаната нишка се връзва за секунди и пръстите се учат по-бързо от езика. Имахме друго затруднение: в "
         "съблекалнята всяка седеше със своите. Разместихме шкафчетата по смени и не по приятелства.",
         "A broken thread is tied in seconds, and fingers learn faster than a tongue. Our trouble was another one: in the "
         "changing room everybody sat with their own. We moved the lockers by shift and not by friendship."),
        ("advice", "Погледнете кой с кого пие кафе; там се вижда кой ще остане.",
         "Look at who drinks coffee with whom, and you will see who stays."))),
    (51, "team_lead", (
        ("hiring", "На покрива езикът е въпрос на живот: „спри“ трябва да се разбира веднага. Учим пет думи, преди човекът да се "
         "качи, и ги повтаряме всяка сутрин, и старите също. Каските ни са с цвят според опита, та да се вижда отдолу.",
         "On a roof language is a matter of life: “stop” has to be understood at once. We teach a handful of words before "
         "anybody goes up and repeat them every morning, old hands too. Our helmets have a colour for experience, so that it "
         "can be seen from below."),
        ("advice", "Качете се първи и покажете къде не се стъпва.", "Go up first and show where not to step."))),
    (52, "manager", (
        ("decision", "Строежът върви, когато бригадата не се сменя. Сменяше се всеки месец, защото търсехме най-евтините ръце и "
         "ги намирахме.",
         "A building site moves when the crew does not change. Ours changed every month, because we looked for the cheapest "
         "hands and found them."),
        ("hiring", "Започнахме да плащаме на всеки две седмици и по ведомост, която човек може да прочете. Половината от "
         "недоразуменията се оказаха сметки. Другата половина беше храната, затова на обекта вече има кухня.",
         "We began to pay every fortnight and by a payslip that people can read. Half of the misunderstandings turned out to be "
         "sums. The other half was food, so there is a kitchen on the site now."),
        ("advice", "Прочетете ведомостта заедно с човека, преди да го питате защо е недоволен.",
         "Read the payslip together before you ask somebody why they are unhappy."))),
    (53, "hr", (
        ("activity", "Товарим контейнери за половината черноморски пристанища. Планът е за деня, вятърът го променя до обед.",
         "We load containers for half the ports of the Black Sea. The plan is for the day, and the wind changes it by noon."),
        ("hiring", "Мотокаристите ни идват с книжка, която тук не важи. Плащаме изпита и през това време човекът брои палети; "
         "никой не обича да брои, затова изпитът се взема бързо. Трябваше да преведем само знаците за опасен товар.",
         "Our forklift drivers come with a licence that does not count here. We pay for the examination, and meanwhile people "
         "count pallets; nobody likes counting, so the examination is soon passed. All we had to translate were the signs for "
         "dangerous goods."),
        ("advice", "Платете изпита и кажете деня, в който е.", "Pay for the examination and say on which day it is."))),
)  # fmt: skip

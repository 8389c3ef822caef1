"""The answers of the invented employers in the other language, by employer and question; shown as translations."""

TRANSLATIONS: dict[tuple[int, str], str] = {
    (1, "activity"): (
        "We bake bread, rolls and banitsa for a hundred and eighty shops in Asenovgrad, Plovdiv and the villages "
        "around. We work in three shifts: the night shift makes the sourdough, the morning shift bakes, the afternoon "
        "shift slices and packs."
    ),
    (1, "decision"): (
        "One winter we were eight people short for a single shift. The adviser from the job centre asked whether we "
        "would take people who did not speak Bulgarian yet. We agreed to two, on condition that we gave them a mentor. "
        "Two months later we asked for four more ourselves."
    ),
    (1, "hiring"): (
        "The hardest part was getting to work: the first shift starts at four, and there is no bus at that hour. We "
        "put on a minibus. The second was the language. Now we have two hours of Bulgarian a week, in working time, "
        "and the words are ours: oven, tray, yeast, careful. It also helps that the mentor gets extra pay and not just "
        "an extra worry."
    ),
    (1, "advice"): (
        "Start with one person and one good mentor. And before you sign, ask how the person will get to work."
    ),
    (4, "activity"): (
        "We are a co-operative with three hectares of walnuts, a hundred and forty beehives and a small workshop where "
        "we crack, dry and pack."
    ),
    (4, "decision"): (
        "We were only looking for people for the harvest. Two brothers stayed to help with the drying, then with the "
        "hives, and in spring we took them in as members of the co-operative."
    ),
    (4, "hiring"): (
        "Seasonal work is not enough to build a life on. So we spread the year out: harvest in autumn, packing in "
        "winter, the hives in spring. We also rented a house in the village, because in Karlovo people are slow to let "
        "to foreigners."
    ),
    (7, "activity"): (
        "We make work clothes and curtains to order, in a small workshop where everybody can take any machine."
    ),
    (7, "decision"): (
        "One of the women walked into the workshop by herself, with a dress of her own in a bag. I looked at the seam "
        "and asked when she could start. Later she brought the others."
    ),
    (7, "advice"): "Give a person a machine and a piece of cloth instead of asking for a CV.",
    (9, "activity"): (
        "The home is for fifty-two elderly people. A nurse is there day and night, and there are twenty-four carers."
    ),
    (9, "hiring"): (
        "Whoever comes with a medical diploma from abroad waits months for its recognition and cannot practise until "
        "then. We offer work as a carer, pay for the translations and the fees, and wait. "
        "Young people who had never worked turned out to be harder: what saved us "
        "there was a rota with shorter shifts in the first month."
    ),
    (9, "advice"): (
        "If somebody treated people in another country, do not just hand them a mop. Help them with the papers."
    ),
    (11, "activity"): "A family bakery in the old town. We open at six and close when the bread is gone.",
    (11, "advice"): "Do not wait for the ideal person. Show the craft to the one who came on time.",
    (12, "activity"): (
        "Пишем софтуер за резервации и фактури за малки хотели. Ние сме тридесет и четирима, една трета работят от "
        "вкъщи."
    ),
    (12, "decision"): (
        "Най-добрите ни тестери никога преди това не бяха работили със софтуер, а ги бяхме открили случайно. "
        "Помолихме центъра да стане по-малко случайно."
    ),
    (12, "hiring"): (
        "Помогна това, че работният ни език е английски и никой не "
        "трябваше да говори свободно български още първия ден. Трудни бяха документите: в банката никой не познаваше "
        "картата за пребиваване."
    ),
    (12, "advice"): (
        "Запишете за кои части от работата наистина е нужен български. При нас се оказа, че е нужен за обедното меню."
    ),
    (13, "activity"): (
        "This is a sample, put together from what has been published about a social enterprise in Sofia. It is made of "
        "a company and a foundation. The foundation teaches computer skills and English to refugees and people seeking "
        "protection; the company gives them remote work: describing images for artificial intelligence."
    ),
    (13, "decision"): (
        "In Bulgaria we work with the refugee communities directly. In other countries the programmes are run by local "
        "organisations that decide for themselves how; their work is not ours and we do not count it as ours."
    ),
    (13, "hiring"): (
        "Training and work are not the same thing, and we keep them apart. Somebody who finished a course has not "
        "always been hired, and somebody who does single tasks from home has no employment contract with us. Only those "
        "who were hired are on the board."
    ),
    (13, "advice"): (
        "Think of work that will still be there when the project is over. People do not need a present but something "
        "to stand on."
    ),
    (15, "activity"): (
        "We have been weaving linen and cotton since 1987. There are more than four hundred of us on three shifts, and "
        "eighty per cent of the cloth goes to Italy and Germany."
    ),
    (15, "decision"): (
        "When half of the weavers came close to retirement, we saw that there was nobody to follow them. Advertising in "
        "the newspaper did not help. We went to the centre and said: we will teach anybody who wants to learn."
    ),
    (15, "hiring"): (
        "In the first year many people left, most of them before the training was over. I changed two things: training "
        "is now paid from the first day, and there is a nursery next to the factory. Since then people stay."
    ),
    (15, "advice"): "Count who has left you and ask them why. The answer is usually a cheap one.",
    (18, "activity"): (
        "Хотел със сто и двадесет легла на брега, отворен целогодишно от 2019 година. През лятото сме сто и десет "
        "души, през зимата – шестдесет."
    ),
    (18, "decision"): (
        "Сезонът е кратък, а зимата – дълга. Искахме хора, които да останат и за двете, а центърът познаваше семейства, "
        "които искаха да останат във Варна, но не намираха къде да живеят."
    ),
    (18, "hiring"): (
        "Първата година даваме стаи в служебната къща на себестойност. Кухнята се научи по-бързо от рецепцията: за "
        "рецепта трябват по-малко думи, отколкото за оплакване. Трима души си тръгнаха след първото лято; трябваше да "
        "им кажем по-рано за зимната работа."
    ),
    (18, "advice"): "Говорете за зимата през май.",
    (47, "activity"): "Правим сайтове за общини и музеи – девет души над една пекарна в Пловдив.",
    (47, "advice"): "Отнесете се сериозно към един стажант и следващите трима ще ви намерят сами.",
}

"""Talk of those who are up at night: the night kitchen, and parents who work in it."""

NIGHT_KITCHEN = """
== 20 01:52
wren: Kettle's on. Anyone else up or is it just me and the fridge humming
otis: It's a reasonable hour here so I'm cheating, but I'll sit with you
+ hear wren
wren>otis: cheating is allowed. what's it like having a bedtime
otis: Overrated. I burned a pot of rice and went to bed at nine last night like a toddler
wren: honestly the dream
moss: im here. have been staring at the bit where the ceiling meets the wall
+ same wren nadia
moss: its not a good bit of ceiling
wren>moss: I know that bit. Mine has a crack shaped like Portugal
moss>wren: jealous. mine has no geography at all
otis: Could you two swap ceilings
+ hear moss wren
-- 14m
wren: Right. I'm going to take my tea and lie down with no expectations. That's the deal I make with it
moss: no expectations. might try that. night wren
otis: Night both. Lamp stays on
+ thinking wren moss

== 18 02:30
lena: Hello. I read here since a week, first time I write. It is half past three by me and I have a
    meeting at nine.
marlow: Welcome, Lena. Glad you wrote. Half three with a meeting waiting is a lonely sort of hour.
+ hear lena
lena>marlow: Yes. I lie there and I hold the meeting already, in my head, all versions.
wren: oh I do that. I do the version where I'm brilliant and then the version where I fall through the floor
+ same lena moss
lena: Mine is always the floor
marlow: Would it help to say what the meeting is, or would you rather talk about anything else?
lena: Anything else please
wren: ok. what did you have for dinner
lena: Potatoes with quark and linseed oil. It is a very plain dish from where my grandmother lived. I make
    it when I am small inside.
+ hear wren marlow dot
marlow: That's the best sentence I've read all week.
wren: small inside. yes. I'm having that if you don't mind
lena>wren: Please, take. I think now I will try to lie down. Thank you for the potatoes talk.
-- 390m
lena: It was fine, the meeting. There was no floor.
+ thinking wren, hear marlow moss

== 15 03:05
nadia: On break. 20 minutes, sat in the linen cupboard because it's the only place that's dark. How's
    everyone
wren: linen cupboard is elite. Awake, obviously. Feel like I've got a motor in my chest
nadia>wren: anything set it off or just the usual ghost
wren: Usual ghost. Plus I looked at my phone at midnight like an idiot and there was an email from my
    landlord
nadia: not an idiot. just a person with a phone
+ helped wren
wren: thank you. that's actually quite nice to be told by someone in a cupboard
nadia: I give all my best advice from in here
moss: is there room in the cupboard
nadia>moss: always. bring your own pillowcase
+ hear moss wren

== 13 00:40
ravi: Parked up, no fares, engine off. Whole town asleep and me with a flask
wren: evening Ravi. what's in the flask
ravi: Wife's chai. She makes it too strong on purpose so I come home
+ hear wren otis june
otis: That's a love letter in a flask
ravi>otis: It is. I should tell her. We've not been great lately, money, usual.
wren: Sorry to hear that. Is it the not talking kind or the shouting kind
ravi: The polite kind. Worse I think
+ hear wren otis
otis: I remember polite. My ex and me were very polite the last year. I wish one of us had said the true
    thing badly
ravi: "Said the true thing badly". ok. I'll think about that one
-- 12m
ravi: eggs, milk, the big nappies
* removed
ravi: Sorry, wrong window, that was the shopping. Got a fare. Night all
+ thinking wren otis

== 10 02:15
hazel: Evening, night owls. Reading along for a bit. Carry on as you were.
moss: hazel what do you do when the brain starts a list of everything youve ever done wrong
hazel>moss: I used to argue with the list. These days I say "thank you, that's the list" and go and stand
    on the cold bit of the kitchen floor. Doesn't make it stop. Makes it a list instead of the truth.
+ helped moss wren lena
moss: cold bit of the floor noted
wren: I've got a whole kitchen of cold bit
priya: You have floors? I have a cat where the floor should be.
+ hear wren
moss: ok it sort of worked. im cold now but im cold in my kitchen and not in 2014
+ hear hazel priya wren, same lena

== 8 01:10
bea: Middle of the day in Melbourne so I've no business in here, but I'm awake for the bad reason, can't
    nap, been up since 3
wren: daytime insomnia counts. come in
bea: My daughter starts at a new school tomorrow and I've rehearsed her whole life going wrong
otis: How's she feeling about it?
bea>otis: Thrilled. Has packed and repacked the bag four times. It's only me.
otis: So you're carrying the dread so she can carry the bag
+ hear bea wren
bea: That made me cry a bit and then laugh. Yes. I suppose that's the job
wren: tell us how it goes? the bag I mean
-- 1300m
bea: Report: the bag was a success. She has a friend called Tilda and they both like snails.
+ hear wren otis june, thinking marlow
june: I am very glad about the snails, Bea.

== 6 03:20
wren: bad one tonight. I don't want to go on about it
* edited
marlow: You can go on about it, or we can just be here. Either.
wren>marlow: just be here I think
marlow: Here.
nadia: here too. cupboard
moss: here
-- 25m
wren: It's my mum. her birthday is tomorrow, seventy. I've a whole plan for it and then it's three in the
    morning and there's nobody to tell the plan to
+ hear marlow moss nadia june greta
moss: oh wren
nadia>wren: I'm so sorry. What was she like, if you want to say. If not, that's fine too
wren: Loud. She sang the wrong words to everything. She'd have hated me being up
marlow: The wrong words to what, mostly?
wren: Everything. carols. the national anthem. she thought it was "long to rain over us" and honestly,
    england
+ hear nadia moss marlow
moss: improved it if anything
-- 20m
wren: okay. my tea's cold and I've had a cry and I think I might actually sleep. thank you for being here
    properly
+ thinking marlow nadia moss hazel

== 4 02:44
pip: hi um is this the room for cant sleep
wren: It is. hello pip, come in, mind the cat (Priya's)
pip: haha ok. ive not talked in one of these before
marlow: No rules to learn. You can say as little as you like.
pip: my flatmates are all asleep and i feel like if i turn off the light ill start thinking
+ same wren moss lena
wren: ah the light. I left a lamp on for most of last year. nobody came to take my adult licence away
pip>wren: really?
wren: Really. A little orange one. I called it Geoff
+ hear pip moss
pip: ok im leaving it on then. thank you. ill call mine trevor
moss: goodnight trevor
+ hear pip wren

== 2 23:50
dot: I never come in this late but the wind is up and the house talks when it's windy.
otis: Evening Dot. What's the house saying
dot>otis: That Ron ought to have seen to the gutter. He meant to for six years.
+ hear otis wren june
wren: houses are such gossips
dot: They are, dear. Anyway I've a hot water bottle and a biscuit so I'm not to be pitied.
cal: Wind up here too. Boats are tied double. Can't sleep either.
dot>cal: Tied double is all we can do, isn't it.
cal: Reckon it is
+ hear dot wren otis

== 1 02:05
lena: Good news from the ceiling: I slept five nights this week. I do not count the hours. I only count
    that I was not here.
+ hear wren marlow, helped moss
wren: We missed you and I'm thrilled you weren't here
lena>wren: This is the strangest nice sentence.
moss: same from me lena. i managed two. we take two
+ hear lena wren
hazel: Two is lovely, moss.

== -19m
wren: Anyone about? can't settle
otis: I'm up. What kind of can't settle
wren: The legs kind. like I've got an appointment somewhere and nobody's told me where
nadia: ha. night off and I'm AWAKE, body thinks it's at work
+ same tariq
wren>nadia: oh no. the cupboard must be missing you
tariq: On shift, quick hello from the porters lodge. Quiet one so far and I shouldnt have said that
nadia: TARIQ you never say the Q word
+ hear tariq wren
tariq: I know I know. Touching wood as I type
-- 4m
pip: hi everyone. trevor is on
wren: evening pip, evening trevor. how was the seminar thing
pip>wren: i said one sentence out loud. it was like seven words
+ hear wren otis nadia tariq
otis: Seven words is seven more than I'd have managed at nineteen
pip: the tutor wrote it on the board!! i nearly died but in the good way
* edited
nadia: on the BOARD. get in
-- 3m
moss: evening. proud of you pip. i have opinions about ceilings still but less strong ones
wren: that's progress moss. the legs have calmed down a bit actually. sitting on the step with the back
    door open
otis: What's out there
wren: fox. just the one. she looked at me like I was the odd one
+ hear moss pip nadia
"""

NIGHT_SHIFT_PARENTS = """
== 19 06:20
tariq: Home. Passed my wife in the hallway, she gave me a child and I gave her the car keys. I think we
    said good morning.
+ same nadia ravi
nadia: hallway marriage club. we communicate by post-it
ravi: Mine leaves them on the steering wheel
tariq: Last one said "bins. love you". I've kept it
+ hear nadia ravi
nadia: that's going on a cushion

== 16 14:10
nadia: how do people sleep in the day with a toddler next door. genuinely asking. mum has him but he can
    SENSE me
tariq: We told ours that Daddy is a bear and it's winter. Worked for two days
nadia>tariq: what happened day three
tariq: She came to feed the bear. Cheese slice on my face
+ hear nadia ravi bea esme
ravi: I sleep at my brother's on the long weeks. Felt like a failure first time. Now I think it just means
    I come home nice
+ helped nadia tariq
nadia: oh. that's actually a thought. my sister's got a box room
tariq>ravi: Come home nice is the whole thing isn't it

== 14 05:35
ravi: Missed sports day. Swapped the shift for it and then they moved it for the rain and I couldn't swap
    back
+ hear tariq nadia coral
tariq: Ah mate
ravi: He said "it's ok dad" in that voice. Nine years old and he's letting me off
nadia: the letting you off is the worst one. I'm sorry Ravi
tariq: Did he do anything in it?
ravi>tariq: Egg and spoon. Third. He kept the spoon
nadia: can he show you? like a proper re-run in the hall, with commentary
-- 600m
ravi: We did the re-run. Wife commentated, the little one was the crowd. I came last, dropped the egg on
    the stairs. Boiled thank God
+ hear nadia tariq coral bea
nadia: I'm crying on the tram
tariq: That's the sports day he'll remember you know

== 11 03:40
nadia [a death at work]: had a rough night here. can't say what. lost someone young. I've got to be normal
    and do porridge in four hours
+ hear tariq ravi marlow
tariq: I'm on tonight too, different building probably. I'm sorry. Them ones come home with you
nadia>tariq: they do. I keep thinking about the shoes
marlow: You don't have to be normal for porridge, Nadia. You could be quiet for porridge.
+ helped nadia
nadia: quiet for porridge. ok. I can do that
tariq: Is there someone at work for after? We've got a woman called the debrief lady, everyone takes the
    mick and everyone goes
+ hear nadia
nadia: there's a chat thing on Wednesdays. I always say I'm busy. I'll go to that I think
-- 260m
nadia: he put a blueberry in my tea to cheer me up. it did
+ hear tariq ravi marlow, thinking bea

== 8 12:30
bea: Popping in from the other side of the clock. I'm not shifts but I was raised by one. My dad did
    nights at a bakery. I never thought he was absent. I thought he was where bread came from.
+ helped tariq ravi nadia
tariq: Bea you can't just say that at half twelve I'm on a bus
ravi: Where bread came from. I need to go sit down
nadia: printing this out for the post-it wall

== 5 22:15
tariq: Anyone else do the bedtime call from work and hear them being completely fine
ravi: Every night. It's a relief and an insult
+ hear tariq nadia
nadia: mine said "bye lady" last week
tariq>nadia: LADY
nadia: I've never recovered

== 3 07:05
tariq: Wife asked me this morning if I'm alright, properly, in the kitchen, coat on. I said fine. Then I
    went back and said no not really
+ hear nadia ravi marlow yusuf
nadia: Tariq. that's a big deal
ravi>tariq: What did she do
tariq: Took her coat off. Late for work. We had a cup of tea stood up. Nothing got fixed but I slept like
    a stone
+ hear ravi nadia, helped esme
yusuf: Thank you for telling us that. Going back into the room is the hard bit, and you did it.
ravi: I'm going to say the true thing badly tonight. Somebody in the night kitchen told me to
tariq: Good luck brother
-- 900m
ravi: Said it. Badly. It went ok
+ hear tariq nadia otis

== 1 06:50
nadia: box room at my sister's: six hours. SIX. I dreamt about a horse
+ hear tariq ravi bea
tariq: Did it want anything
nadia>tariq: no it was just glad to see me
ravi: Put that on a post-it
"""

TALK = {"night-kitchen": NIGHT_KITCHEN, "night-shift-parents": NIGHT_SHIFT_PARENTS}

"""Talk about worry: waves of panic, exams, and bodies that might be ill."""

STEADY_BREATH = """
== 20 18:05
bea: Morning from tomorrow. Did the supermarket alone yesterday. Left the trolley once, came back, finished.
sunny: You came BACK to the trolley. That's the bit people don't see
+ hear bea ari
bea>sunny: I hid behind the cereals and counted boxes. There are a lot of cereals
sunny: I once named every tin in a soup aisle. Staff thought I was an inspector
+ hear bea
ari: For me it is the queue. Once I am in the queue there is no door.
+ same bea sunny
sunny>ari: The queue is the worst. I used to tell myself I'm allowed to leave, every ten seconds. Allowed
    to leave, allowed to leave. Mostly I then didn't
ari: Allowed to leave. I will try that on Saturday.

== 17 21:15
ari: I did the queue. I said it in Finnish because it sounds more official.
+ hear sunny bea, helped marlow
sunny: Ari!! How was it
ari>sunny: Horrible, then boring. Boring was wonderful.
bea: Boring is the goal. I want "boring" on my gravestone but like, in sixty years
+ same ari ivy

== 15 13:40
esme: Hello. I'm usually in the worn out room. I think I'm having one of these now. Hands and everything
sunny: Hi Esme. I'm here. You're in the right room. Are you sitting?
esme: floor
sunny: Floor is good. Floor's not going anywhere. Can you feel your back against something
esme: cupboard
sunny: Good. Lean on the cupboard. Slow out-breath, longer than the in. No hurry, I'll type and you don't
    have to
marlow: Here too, Esme.
sunny: It goes up, it stays a bit, it comes down. It always comes down. Mine have come down every single
    time
+ helped esme tess
-- 6m
sunny: Still here. No need to answer
-- 5m
esme: its going down. cold now
sunny: Cold is normal. That's the tide going out. Blanket or a jumper if there's one near
esme>sunny: got the dog's blanket. it smells but its warm
+ hear sunny marlow bea
marlow: A very good blanket then.
-- 15m
esme: Back on a chair. Thank you, both of you. I was so frightened. It was an email from school. Just the
    subject line.
sunny: Subject lines have a lot to answer for. It doesn't have to be opened today. Is there anybody who
    could open it with you?
esme: My sister. I'll ask her tonight.
+ hear sunny marlow

== 12 20:30
dev: question, does anyone else get it worse AFTER the stressful thing? presentation went ok and now i am
    shaking at home like a phone on vibrate
bea: Yes. Me always. I'm fine at the dentist and then I cry in the car park
+ same dev sunny tess
dev: ok so it has a name?? or
sunny: I don't know a name for it, I only know the car park. My body keeps it for when there's time
dev>sunny: very considerate of it
bea: Mine likes Sunday nights specifically
ari: Could somebody tell me if it is normal that the tablets my doctor gave make the mouth dry, and should
    I take the half
hazel: Hi Ari. That's one for your pharmacist, they're good at exactly that question and you can usually
    just ring or walk in. We're happy to sit with you while you wait for the answer.
+ hear ari sunny
ari>hazel: Of course, sorry. I will ask tomorrow.
hazel: Nothing to be sorry for. Most of us have wanted to ask it.
-- 1100m
ari: I asked. She was very kind and it took four minutes. I was afraid of those four minutes for nine days.
+ hear hazel bea sunny, same dev

== 9 07:45
tess: does anyone find mornings the worst. I wake up and it's already sitting on me before I've even
    thought anything
+ same bea ivy esme
sunny: Yep. For about two years. I'd wake up mid-sprint
tess>sunny: that's exactly it, mid sprint, and you've no idea who's chasing you
bea: I put the radio on low the second I'm awake. Somebody talking about tomatoes. Takes up the space
    where it wants to sit
+ helped tess ivy
tess: tomatoes radio. trying it
marlow: What's it like by lunchtime, Tess? Does it ease, or does it stay?
tess: eases. by eleven I'm a person usually
marlow: So you know something at seven that you can't feel at seven. That's not nothing.
+ helped tess bea

== 7 22:10
ivy: placement in A&E starts monday. I've been sick twice today just thinking about it
+ hear bea sunny nadia
sunny: Ivy. Do you want company in it, or ideas, or both
ivy: company. I've a book of ideas
sunny: Then hello. I'll put the kettle on virtually
bea: Hello from the garden. I'm weeding in the dark with a head torch like a burglar
* edited
ivy>bea: haha what are you doing to the weeds
bea: Talking to them mostly. They don't reply so it's restful
nadia: I'm a nurse and I was sick in a bin outside A&E on my first day. A very nice man in a neck brace
    gave me a mint
+ helped ivy, hear sunny bea
ivy: NADIA. that's the best thing anyone has told me this whole week
nadia>ivy: you'll be good because you care this much. it's a pain but it's true

== 4 09:25
dev: small win posting here so it counts. phoned the bank. on hold 14 min. did not hang up
+ hear bea sunny ari ivy
ari: Fourteen minutes of the music also?
dev>ari: same flute. fourteen minutes. i know the flute now
bea: The flute knows you
+ hear dev

== 2 19:00
esme: The subject line email, update, because you were all there for the floor. My sister opened it. It
    was the caretaker asking if I'd left my plants.
* edited
sunny: THE PLANTS
+ hear bea ari tess
esme: I know. He's been watering them. All term.
+ thinking sunny bea marlow dot, hear nadia
marlow: Somebody has been looking after your plants all this time.
esme>marlow: I can't even say it without going. Yes.

== -13m
tess: in a bit of a wave. on the bus
sunny: I'm here tess. Window seat?
tess: yes
sunny: Pick something far away out there and describe it to me. Badly is fine
tess: a crane. yellow. the hook is going round slowly
bea: Is there anyone in it
tess>bea: a wee man. hi vis. eating something
+ hear sunny bea
sunny: What do we think he's eating
tess: I want to say a scone
bea: It's definitely a scone
-- 2m
tess: moving again. lost the man. hands are less
sunny: Hands are less. Good. How far have you to go
tess: three stops. I think I can do three
marlow: Three's a nice number. One at a time, and you're allowed to leave at any of them.
ari: Allowed to leave. We are with you in the bus.
+ helped tess
tess: two
sunny: Two 🙂
tess: one. the driver has fairy lights round the mirror for no reason at all
bea: I love this driver
tess: off. on the pavement. legs like string but off. thank you, all of you
+ hear sunny bea marlow ari, thinking ivy
"""

EXAM_NERVES = """
== 19 16:20
dev: 6 weeks out. made a timetable. spent so long colouring it there is no time left for the subjects in it
+ same ivy, hear mika
ivy: I've four timetables from three years. They're beautiful. I've never met one of them
dev>ivy: museum of timetables
ivy: gift shop on the way out
marlow: What would be a timetable so ugly that you'd actually use it?
dev: ...one line on my hand? today: chapter 3, walk, dinner
+ helped ivy
marlow: That sounds rather good.
dev: reporting back tomorrow. biro is on the hand

== 18 17:05
dev: chapter 3: half. walk: yes. dinner: yes. this is the most i've done in a week
+ hear ivy marlow

== 16 20:50
ivy: anyone else feel like everyone on the course got a secret leaflet and you didn't
+ same dev esme
esme: I mark these things for a living, or did, and I promise nobody has the leaflet. The confident ones
    come to see me in tears too, just later in the term.
+ helped ivy dev
ivy: can you be my lecturer
esme>ivy: I teach year nines about rivers, but gladly
dev: tell me about rivers
esme: They get there by going round things.
+ hear ivy dev marlow

== 13 21:30
dev: my father called. asked only one thing, "rank?". i said studying. he said "good" and gave the phone
    to my mother. feeling small
* edited
+ hear ivy bea marlow
ivy: that's rough Dev. what did your mam say
dev>ivy: asked did i eat. i said yes. i had not, but then i went and ate, so it became true
+ hear ivy, thinking bea
bea: "So it became true" is going in my notebook
marlow: It sounds as though both of them love you in languages that don't quite reach.
dev: yes. one of them speaks only rank
-- 4m
dev: thank you. going to do one page and then sleep, hand says so

== 10 08:05
ivy: Going in at 9. Pharmacology. If anyone's about, think of me
marlow: Thinking of you, Ivy. Nine o'clock.
+ helped ivy
dev: thinking of you. my biro is also thinking of you
bea: All the way from Melbourne 🌱
esme: In you go. Round things.
-- 300m
ivy: it's DONE. I went blank on question two and then did what you said, I left it and went round. came
    back at the end and it was just sitting there
+ hear dev esme bea marlow jonah
esme: I'm grinning in a supermarket.
dev: go and be horizontal

== 7 19:40
jonah: Not a student any more but I've got a professional exam in spring and I'm thirty-three and revising
    at a kitchen table like I'm doing GCSEs. Anyone else old
+ hear ivy
esme: I'm forty-six and I had to do an online fire safety quiz last year and I cried.
jonah>esme: thank you that helps enormously
dev: do they also ask you rank at thirty three
jonah: They call it "banding". So yes
+ hear dev
rook: imagine being thirty three and still scared of a quiz lol
dev>rook: not a kind sentence my friend. there are people behind these names
rook: truth hurts

== 4 22:25
pip: hi. is it ok to be in here if the exams arent for ages but youre already scared
ivy: pip! more than ok. scared early is still scared
pip: i failed the first coursework. like actually failed. i havent told anyone
+ hear ivy dev esme marlow, thinking jonah
ivy: oh pip. thanks for telling us
dev: i have failed two papers in my life. first one i hid the letter in a cricket bat cover for one month
pip>dev: did it work
dev: no. the fear just lived in the cricket bat
+ helped pip, hear ivy
esme: Speaking as the one with the red pen: a fail in the first one usually tells us you don't yet know
    what that department wants. It's fixable, and they'd honestly rather you came and asked. What would
    make it a bit less awful to ask?
pip: if i could write it down instead of saying it
esme>pip: An email is perfectly good. "Hello, I didn't pass and I'd like to understand what to do
    differently, could I have ten minutes." That's the whole thing.
+ helped pip
pip: thats so short. i had like four paragraphs of sorry
ivy: leave out the sorry. we'll do the sorry in here
+ hear pip esme
-- 30m
pip: sent it. feel sick. sent it though
+ hear ivy esme dev marlow, thinking bea
rook: failed the FIRST one? wow. some people just aren't made for it
ivy>rook: that's not okay. she's nineteen and she came here scared
marlow: Well done. Now something warm, and not your inbox.

== 2 13:10
pip: she answered. she said "so glad you wrote, come thursday". thats it thats the email
+ hear ivy esme dev jonah bea
dev: from cricket bat to thursday in two days. world record
ivy: 😭 pip

== 1 18:30
dev: mock exam today. ok-ish. did not compare with anyone after, walked straight out like a film character
rook: I was rotten in here last week. I failed mine twice and nobody knew. Sorry pip
+ hear dev ivy marlow
ivy: did you look back at the explosion
dev>ivy: tripped on the step. but did not look back
+ hear ivy pip esme

== -48m
ivy: resit timetable is out. mine's the 3rd. breathing
dev: do you want company or ideas (i learned this from sunny)
ivy: company!! look at you
dev: then hello. what is in front of you right now, literally
ivy: half a satsuma, a highlighter with no lid, a photo of our dog
dev: what is the dog called
ivy: Councillor
+ hear dev pip
pip: COUNCILLOR
ivy: after a local dispute. it's a long story
pip>ivy: i had my thursday thing. she drew me a diagram. i get it now i think?? like what they want
+ hear ivy dev esme
esme: Oh, Pip, that's good news. How do you feel?
pip: lighter. also hungry
ivy: go eat. tell trevor
"""

ILL_AND_WORRIED = """
== 17 11:20
ari: Waiting for a letter from the clinic. It is only a control. I have checked the post box three times
    and it is a Sunday.
bram: The post on Sunday is very reliable: it never comes
+ hear ari priya
ari>bram: This is comforting in a strange way.
bram: I'm waiting too. Scope on the 9th. I'm not scared of the thing, I'm scared of the face of the doctor
    before he speaks
+ same ari priya, hear sunny
priya: The FACE. Yes. I've become a scholar of that half second.
sam: im here. waiting is its own illness
+ same ari bram priya

== 14 09:00
priya: Does anyone else do the thing where a new pain comes and you can't tell whether it's a real new
    pain or just the old one in a hat
+ same sam bram ari
sam: old one in a hat. lol. yes
bram: I keep a small notebook. If it is still there after three days in the notebook I call. If not, it
    was a hat
+ helped priya ari
ari: I would write in the notebook each hour.
bram>ari: Then the notebook lives in the kitchen drawer and opens at dinner only. My wife has the key. I'm
    joking. A bit
+ hear ari

== 11 15:30
ari: I looked it up. I know. I looked it up for two hours.
sunny: Welcome back from the internet. What did it say you have
ari>sunny: Everything. Also a disease of sheep.
+ hear bram priya sam sunny
priya: Not the sheep one again
sunny: What were you hoping to find, before the sheep?
ari: I think I was looking for a page that says: Ari, you are fine. But they never write my name.
+ hear priya sunny sam
bram: This is too true
sunny: You're right, they never do. When's the letter due?
ari: This week. I have closed the laptop and put it in the oven. The oven is off.

== 9 18:00
bram: Scope done. The face was... a normal face. "Some activity, we'll adjust." I ate a whole loaf of
    bread on the tram
+ hear ari priya sam
priya: Bread tram! I'm so pleased, Bram
sam: good face. good bread

== 5 10:45
ari: The letter. I have it in my hand and can't open it. Is anybody there.
priya: Here. Right here. Do you want us to talk or be quiet?
ari: Talk please
priya: I am wearing two different socks because bending was off the menu today, and one of them has a
    lobster
sam: here. what colour lobster
priya>sam: Blue. He looks concerned for you, Ari
-- 3m
ari: It says: no changes. See you in one year.
+ hear priya bram sam sunny, thinking theo
ari: I read it six times. It has my name on it.
+ hear priya sam, thinking bram
bram: Then finally they wrote the page
sunny: Ari I've got goosebumps

== 2 20:10
theo: May I ask a thing. My father's illness can be in families. I am not sick. Still each time I lose my
    keys I count it.
+ hear priya ari bram
priya: You may. That's a heavy way to look for keys.
sam: thats a lot to carry in a pocket
ari>theo: I know this counting. Do you have somebody you could ask the real question to? Not us, a doctor.
    I waited long and it was four minutes.
theo: I have a name on a paper since spring. Thank you. Perhaps I call it. Not tonight.
+ hear ari priya
ari: Not tonight is also fine.
"""

TALK = {"steady-breath": STEADY_BREATH, "exam-nerves": EXAM_NERVES, "ill-and-worried": ILL_AND_WORRIED}

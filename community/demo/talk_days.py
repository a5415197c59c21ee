"""Talk of ordinary hard days: work, illness, teenagers, plates."""

WORN_OUT = """
== 20 17:10
esme: I'm a teacher, week five of being signed off. I keep waking at six and putting my good shoes on.
lena: I have a similar thing with the laptop bag. I carry it into the kitchen.
+ same esme otis, hear marlow
esme: What do you do when you get to the kitchen?
lena>esme: I make coffee for the bag.
+ hear esme otis sunny
otis: I quit kitchens three years ago and I still yell "behind" in the supermarket
esme: This is so oddly comforting, thank you.

== 16 19:50
lena: My boss wrote: "take all the time that you need, we only wonder if you could join the Thursday call".
esme: Oh the little "only".
+ same lena, hear otis nadia
otis: The "only" is where they keep the knife
marlow: What would you like to answer, if it cost nothing?
lena: I would like to answer: no.
marlow: And what does it cost?
-- 6m
lena: I wrote two pages about the cost. Then I found that the biggest part is that they perhaps manage
    without me.
+ helped esme, hear otis nadia marlow
esme: Mmm. Mine too. I got a card from my class and one of them had written "miss the new lady lets us
    have the window open". I wept for an hour. About the window.
+ hear lena otis nadia
nadia: on my ward they say "you're irreplaceable" and then your name's off the rota board by teatime. I
    find it sort of freeing?
lena>nadia: Freeing. I'll try it as freeing.
-- 700m
lena: I answered: no, not this Thursday. With "kind regards".
+ hear esme otis nadia marlow hazel, thinking dot

== 11 12:15
otis: Question from an old cook. When did you all know? I knew when I cried in the walk-in over a delivery
    of parsley
esme: A child said "you look tired" and I said "I am" and couldn't stop saying it.
+ hear otis lena nadia
lena: I forgot the word for spoon. In German. In my own mouth.
* edited
nadia: I haven't known yet I don't think. or I have and I'm on shift
+ hear otis esme lena marlow
otis>nadia: No rush to know. We'll be here. But hey, eat something that isn't toast
nadia: toast is a food group

== 6 16:40
esme: Occupational health rang. They were human. They used the word "phased". I said I'd think, and my
    hands stayed still while I said it.
+ hear lena otis nadia marlow sunny
lena: Your hands are ahead of us all.
esme: I've told them about the plants too. Long story, different room.

== 3 18:25
lena: I went to walk with no telephone. One hour. I met a dachshund and was not available.
+ hear otis esme nadia marlow, helped jonah
otis: "Was not available." Framing that
esme: How did not available feel?
lena>esme: First like a toothache. Then like Saturday.
+ hear esme otis marlow

== 1 20:05
esme: I put the good shoes in the cupboard today. Not for ever. Just so they're not by the door looking at
    me.
+ hear lena otis nadia marlow
otis: Where's the bag Lena
lena: Under the bed. It sleeps in now also.
+ hear esme otis
"""

SLOW_DAYS = """
== 19 10:30
sam: day 4 of crash. bed. curtains. hi
priya: Hi Sam. No need to answer. I'm leaving a virtual blanket at the end of your bed, it has ducks.
+ hear sam bram
bram: Hi. Also in bed, with the other end as problem
+ hear priya sam
sam: ducks good

== 16 13:20
priya: My aunt has sent me the turmeric article. Again. I have now received it from four continents.
bram: I have been told: celery, fasting, a crystal, and "less stress". The last by a man who was shouting
+ same priya sam
sam: "have you tried yoga". i have tried standing
+ hear priya bram sunny
priya>sam: I'm going to embroider that

== 14 17:45
bram: How do you tell a new person. I have a date. I like her. At which minute do you say: hello, my bowels
priya: Minute forty, in my experience. After the starters, before you'd mind losing them.
sam: told my partner by text from the next room
bram>sam: And?
sam: they came in the room
+ hear bram priya june
bram: Ok. I say it simple and I look at the bread basket
-- 1500m
bram: I said it to the bread basket. She said her brother has it. She asked good questions and then she
    ate my chips
+ hear priya sam june sunny, thinking mags
priya: CHIPS. Marry in spring.

== 10 08:50
priya: Pain's loud today. Not looking for anything. Just don't want to be alone in here with it
+ hear sam bram
sam: here
bram: Here also. Do you want distraction or company
priya: Company, quiet
-- 9m
bram: Still here. Peeling an orange
sam: still here
priya: The orange helps. I can nearly smell it.
+ hear bram sam
-- 45m
priya: Down from a shout to a mutter. Thank you both. I know it costs you spoons, Sam
sam: had one spare
+ thinking priya bram

== 6 15:15
sam: pacing q. how do u stop on a good day. i always spend the lot
+ same bram priya
priya: I leave something half done on purpose. Half a drawer. It annoys me so much it proves I've stopped.
+ helped sam bram
bram: I set an alarm with the voice of my mother
sam>priya: half a drawer. genius. trying
== 5 16:00
sam: half a drawer done. hate it. stopped
+ hear priya bram june
priya: I'm so proud of your awful drawer

== 1 11:40
sam: sat outside. chair. 1 sock warm
bram: Only one?
sam: sun moved. worth it
+ hear priya bram june
priya: I walked to the corner shop and back and bought a single lime, so as to have a reason.
bram: What is the plan for the lime
priya: He's retired. He lives on the windowsill
+ hear sam bram
"""

PARENTS_OF_TEENS = """
== 18 21:00
finn: Mine has said eleven words this week. I've kept a tally. Three of them were "what".
coral: Mine talks to the dog about me. In front of me. "Tell her I'm not hungry."
+ same finn, hear bea
finn: What does the dog say
coral: The dog's neutral. He's Switzerland
+ hear finn dot
dot: I had two of them in the seventies. One didn't speak for most of a year, and he rings me every night
    now and I can't get him off the line.
+ helped finn coral
finn>dot: EVERY night? Right. I am holding on to that

== 13 09:40
coral: She slammed the door so hard a picture fell and the picture was of us at the beach. I sat on the
    stairs with it like a country song
+ hear finn dot marlow
finn: What was it about?
coral>finn: I asked how was her day
finn: Unforgivable
coral: I know. What was I thinking
marlow: And after the slam, Coral? What happened on the stairs?
coral: I wanted to go up and win. I fixed the frame instead. Hung it back. Didn't say anything
-- 90m
coral: She came out, looked at the picture, said "it's crooked" and straightened it. Then went back in and
    shut the door. Like, normally
+ hear finn dot marlow bea yusuf
dot: That was an apology. They come in a plain envelope at that age.
+ helped coral finn

== 8 20:30
finn: Serious one. He told me he's been having a rough time at school. In the car, in the dark, looking
    straight ahead. I said "thanks for telling me" and then had no idea, so I just kept driving. We went
    past our house twice.
+ hear coral dot marlow yusuf bea
coral: Finn. You kept DRIVING. That's perfect
dot: Cars are where they say things. Nobody has to have a face.
finn: He said "you can stop going round now dad". But he was sort of smiling
+ hear coral dot marlow
yusuf: It sounds as if he picked his moment and you didn't spoil it. Have you got somebody for you, while
    you work out what next?
finn>yusuf: His mum and I are talking tomorrow with the year dean. I'm alright. Bit wobbly. I wanted to go
    and shout at some fifteen year olds
coral: I'll hold your coat
+ hear finn dot

== 3 19:10
finn: School was good about it. He ate dinner at the table. Fourteen words, one was "mean" and it was
    about the lasagne, in a good way??
+ hear coral dot marlow
coral: That's the highest rating there is
dot: I'd have that lasagne engraved.

== 1 22:50
coral: She said goodnight. To me. Not through the dog
+ hear finn dot yusuf bea
finn: Is Switzerland ok
coral: He's relieved honestly
"""

KINDER_PLATE = """
== 18 12:00
birch: Lunch check. Not what, just whether. I'm having mine at the table with a plate like a citizen
tess: about to. thanks for the nudge
+ hear birch hazel
birch>tess: We nudge gently here
tess: mine's on the good plate. my granny's. she'd have had words with anybody who left a potato
+ hear birch june

== 13 19:20
tess: there's a wedding and there's a dress and there's a whole family who comment. I can hear them already
birch: What do you hear?
tess: "you look well." which should be nice
+ same birch
birch: "You look well" is a haunted house
+ hear tess
hazel: Is there one person at that wedding who's on your side without needing it explained?
tess>hazel: my uncle Fergal. he talks only about tractors
hazel: Could you be seated next to tractors?
+ helped tess birch
tess: I'm going to ask. I'm going to be strategically seated beside tractors

== 8 21:40
birch [hard day with food]: Today was an old-pattern day. Not going into it. I know what to do next, I
    just feel stupid needing to know it again.
+ hear tess hazel marlow
tess: not stupid. I had one last week and never said. thank you for saying it
hazel: A hard day is one day, Birch. What's the kind next thing?
birch: Breakfast tomorrow like it's any other breakfast. And telling my person on Thursday instead of
    editing it out
+ helped tess, hear hazel marlow
-- 620m
birch: Breakfast. Any other breakfast.
+ hear tess hazel marlow, thinking priya

== 5 22:30
tess: THE TRACTORS. four hours. I know everything about a 1965 Massey Ferguson. I ate my dinner and there
    was cake and I had the cake and nobody died, and when my aunt said the thing Fergal said "she looks
    like herself, Bernie, pass the butter"
+ hear birch hazel marlow bea sunny, helped lena
birch: I'd like a Fergal in every family
hazel: "She looks like herself." What a good man.
tess>hazel: I know. I've had a wee cry. a good one

== 2 18:15
tess: does the mirror thing get quieter. asking in general
birch: Mine went from a shouting match to a mumble. Some days it's a shouting match again. I covered the
    long one with a bedsheet for a year and I don't regret the sheet
+ helped tess
tess: a sheet. I've a spare with foxes on it
birch: Foxes it is
+ hear tess hazel
tess: I could tell you how low it got, the actual figure
* removed
tess: sorry, took that back, I know the rule and it's a good one. I think I just wanted someone to know
    how bad it had been
hazel: Thank you for minding us, Tess. It was bad. You don't need a number for us to believe it.
+ helped tess birch, hear marlow
"""

TALK = {
    "worn-out": WORN_OUT,
    "slow-days": SLOW_DAYS,
    "parents-of-teens": PARENTS_OF_TEENS,
    "kinder-plate": KINDER_PLATE,
}

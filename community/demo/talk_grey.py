"""Talk of grey days, long Sundays and new towns, and a bench where little is said."""

GREY_DAYS = """
== 20 09:15
moss: grey. showered though. that is my news
+ hear sam esme cal priya
sam: shower is big news. front page
moss>sam: weather inside: drizzle. outlook: more
priya: I'd like to subscribe to this paper
+ hear moss sam
moss: back page is just a photo of a sandwich
sunny: What kind of sandwich?
moss: cheese. it had ambitions
+ hear sunny sam priya

== 18 14:00
esme: Does it ever feel to anybody that you're behind a window and other people are in the room?
* edited
moss: yes. and they wave and you wave back about two seconds late
+ same esme cal tess
cal: Like being on a boat looking in
esme>cal: That's it. And you can see they've got the lamps on
sunny: I used to think the window was me being ungrateful. It wasn't. It was the illness being a window.
    Took me ages
+ helped esme moss
esme: Did it open? Or did you break it?
sunny: Neither really. It got thinner. One day I was annoyed at somebody's music and I realised I'd HEARD it
+ hear esme moss cal tess
moss: looking forward to being annoyed
esme: I was mildly cross about a parking ticket yesterday
moss>esme: congratulations

== 15 11:30
tess: I've not answered my sister's message for nine days and now it's too big to answer
+ same moss cal esme jonah
moss: the message gets a mortgage
tess: it has an extension now
marlow: If it were small, what would it say?
tess: "hi sorry love you bad week"
marlow: That looks about the right size to me.
+ helped tess esme moss
-- 30m
tess: sent it. exactly that. she sent back a picture of her dinner. that's it. nine days
+ hear marlow moss esme sunny
moss: what was the dinner
tess: fish fingers
moss: good. not intimidating

== 12 22:40
moss: not a good night. the thoughts are the heavy sort
sunny: I'm here moss. Heavy how? Is it the tired of everything kind, or are you not safe?
moss>sunny: tired of everything kind. been here before. not going to do anything. just want it to be less
sunny: Thank you for answering me straight. I'm staying. Who knows, out there, that it's one of these?
moss: nobody yet
yusuf: Moss, I'm here too. If the kind changes, the number on Get help now is for exactly that, any hour.
    Tonight, could somebody with a face know about it?
+ hear sunny
moss: could text my cousin. she does the night bus so shes up
yusuf: The night bus cousin sounds like the right person.
-- 18m
moss: she said get on. so im on the bus. going round leeds in the dark with my hood up
+ hear sunny yusuf wren tess priya
sunny: That's the best possible bus
moss: she gave me her crisps. cant talk shes driving. its good actually. its warm and nobody needs anything
+ thinking sunny yusuf tess esme wren
-- 80m
moss: second loop. heavy is less heavy. going home at the end of this one. going to ring the gp at 8,
    cousin is making me, she said she will sound the horn outside
+ hear sunny yusuf priya
-- 560m
moss: rang. appointment tuesday. horn was sounded
+ hear sunny yusuf tess esme sam priya wren, helped cal

== 9 16:20
sam: flat today. not sad. flat like a lemonade
moss: the worst kind of lemonade
priya: Flat lemonade still goes in a glass, as my nani would say. She never said that. I just made it up.
+ hear sam moss
sam: tell your imaginary nani thanks

== 7 10:05
moss: tuesday report. gp was about twelve years old and listened properly. we made a plan. walked home the
    long way, didnt notice till i was home
+ hear sunny yusuf tess esme marlow priya cal sam
esme: The long way, moss.
moss>esme: i know. get me

== 4 13:10
esme: I heard some music today and I was annoyed by it. Sunny, it's getting thinner.
+ hear sunny moss tess, helped cal
sunny: What was it??
esme: A recorder. Next door. Hot Cross Buns. For forty minutes.
moss: the sound of recovery
rook: you lot clap for a recorder. get a grip
moss>rook: we do clap for a recorder. you can stay and clap too
+ hear esme sunny tess priya

== 1 12:30
cal: Sun came out for ten minutes. Stood in it
+ hear moss sunny esme sam tess
moss: did it do anything
cal>moss: Bit
tess: bit is good. I'm having a bit day myself
priya: All of us, a bit. I'm putting it on the masthead.

== -180m
moss: late edition. washed two mugs. there are more mugs. they know im coming
sam: slept 3 hrs in daytime, feel like soup. hi all
esme: Hi Sam, hi moss. I took the dog round the pond twice because once she looked disappointed.
+ hear moss sam
moss>esme: dogs have high standards
sunny: How's the weather inside today, moss?
moss: cloud. but high up cloud
+ hear sunny esme sam
"""

SUNDAY_TABLE = """
== 19 15:00
ed: Good afternoon. Kettle on, nobody to pour for since the dog went. I thought I'd try this instead of
    talking to the radio.
dot: Afternoon, Ed. What was the dog called?
ed>dot: Biscuit. She was fourteen. She had opinions about the post.
+ hear dot marlow luz june
dot: The best ones do. I'm sorry, love. It's a very particular quiet, after a dog.
ed: It is. I still walk the marsh at four. I feel a fool without a lead in my hand.
+ hear dot jonah olu
jonah: I'd not think you were a fool, I'd think there's a man going for a walk
+ helped ed
ed: Well. That's a point of view I hadn't considered.

== 12 14:40
jonah: third sunday here. I've been to the same café every week and today she knew my order and I nearly
    welled up over a flat white
olu: My brother in the struggle. The man at my Spar said "the usual?" and I have been smiling like a fool
+ same jonah, hear ed dot
ed: What's the usual, if I may?
olu>ed: Plantain chips and one lonely onion.
dot: Buy two onions. Let it have company.
+ hear olu jonah ed
luz: In Bogotá is Sunday the ciclovía, all the city on bicycles. I watch from my window. Next Sunday
    perhaps I go down. I only say perhaps.
+ hear dot olu ed
marlow: Perhaps is a good word, Luz.

== 5 15:30
luz: I went down. Without bicycle. I walked in the middle of the big avenue where are always cars. A boy
    offered me mango.
+ hear ed olu jonah dot marlow, thinking ana
ed: Splendid. And did you take the mango?
luz>ed: With salt and lime. My hands are still sticky.
olu: Now I'm homesick for a mango I never met
+ hear luz ed
ed: I met a lady on the marsh with a spaniel. We said good afternoon. It lasted about a minute and I've
    thought of it since.
dot: Same time next week, then, I should think.
+ hear jonah olu marlow
ed>dot: I go at four in any case.
dot: I'm sure you do.

== 2 16:55
ed: Four o'clock report. The spaniel is called Mabel. The lady is called Jean. I held the lead while she
    did her glove.
+ hear dot jonah olu luz marlow june, thinking wren
olu: ED
jonah: he held the LEAD
dot: I'm saying nothing.
june: I'm also saying nothing, very loudly.
+ hear dot ed

== -240m
ed: Rain on the marsh. I shall go regardless.
jonah: on you go Ed. I've invited someone from work round for soup. first person in the flat who isn't the
    boiler man
olu: Jonah!! Is it clean? Do you have two bowls?
jonah>olu: one bowl and a very clean saucepan
+ hear olu ed dot
dot: Guest gets the bowl.
"""

NEW_IN_TOWN = """
== 20 18:30
jonah: hi. moved three weeks ago for work. everyone's perfectly nice and at half five they evaporate
olu: Welcome to the club of half five. In my office they say "safe home" and then the lift closes
+ same jonah lena ari
jonah: safe home is a nice thing to say to someone with no plans
olu: It's. I say it to my plant now. Safe home, Emeka
+ hear jonah lena
lena: I moved to Berlin nine years ago and I can say: it took two winters. I don't know if this is a
    comfort.
olu>lena: Is it the same people after two winters or do they send new ones
lena: The same. They defrost.
+ hear jonah olu ari

== 15 20:10
olu: Church was warm but everyone already has their person. I was holding my tea like a passport
+ hear jonah marlow lena
jonah: "holding my tea like a passport" I've felt that in my whole body
marlow: Was there anyone else holding theirs like that?
olu>marlow: ...there was an old man by the radiator. You may be right. I was only looking at the pairs.
+ helped jonah
marlow: Most people do. The radiator's often where it starts.

== 10 19:25
jonah: signed up for a thing. pottery. it's six weeks so you see the same people. stood outside for eleven
    minutes first
olu: And in the twelfth
jonah: went in. made what I'm told is a bowl
+ hear olu lena marlow ari
ari: In Finland we'd consider this a wild social evening.
jonah>ari: I talked to a Janet
lena: Same people, each week, doing something with the hands. This was my way also. It was a choir, I sing
    terribly.
+ helped olu jonah

== 6 18:00
olu: I sat by the radiator. His name is Declan, he was a bus conductor, he's eighty. He told me every stop
    from memory and I did not want to be anywhere else.
+ hear jonah lena marlow ari dot
jonah: Olu this is the best thing
olu: We should all just meet in the middle somewhere, I am always in the
* removed
olu: I took that one back, I remembered the rule. You'll have to go on missing me from here
+ hear jonah lena
olu: Next week he's bringing a ticket machine!!
ari: I'm jealous of the ticket machine.

== 2 20:45
jonah: Janet asked if I want to go halves on a bag of clay. is that. is that friendship
lena: In Germany this is practically a marriage.
+ hear jonah olu ari
vera: You sweet people do not have to be lonely! I coach six friends a week out of it, ask me for my price
vera: Or give me your private number and I explain it by voice, much nicer than here
olu: Say yes before she evaporates
jonah: said yes. it's 12 kilos. it's in my hall like a body
olu>jonah: safe home, clay
+ hear jonah lena marlow
"""

QUIET_BENCH = """
== 21 16:00
marlow: Sat down for a bit. Starlings.
+ hear ed june sam
== 18 07:30
cal: Frost
== 15 20:20
sam: here. no words
+ thinking marlow moss june
== 12 11:10
june: A robin on the fork, and me on the step. Neither of us in charge.
+ hear sam ed marlow
== 9 17:40
moss: sky did a pink thing. didnt deserve it. looked anyway
+ hear sam june cal
== 7 05:55
tariq: Bus home. Moon still up. That's all.
+ hear moss sam
== 4 15:10
ed: Four o'clock, near enough. Geese.
+ hear marlow june
== 1 05:10
nell: ok to sit here
== 1 05:50
marlow: Always. Plenty of bench.
+ hear nell
== 1 08:00
nell: rain on the shed roof. he'd have liked it
+ thinking marlow june sam, hear cal ed
== 1 16:30
sam: low sun. cat in it
+ hear priya moss marlow
"""

TALK = {
    "grey-days": GREY_DAYS,
    "sunday-table": SUNDAY_TABLE,
    "new-in-town": NEW_IN_TOWN,
    "quiet-bench": QUIET_BENCH,
}

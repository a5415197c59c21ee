"""Talk of people who miss somebody, or look after somebody they will miss."""

EMPTY_CHAIR = """
== 20 19:30
june: Good evening. It would have been our forty-fourth anniversary today. I had his favourite, gammon,
    and I don't even like gammon.
+ hear kofi greta marlow dot wren
greta: Good evening June. What was his name? I don't think I know.
* edited
june>greta: Arthur. Never Art. He'd turn round and look for who you meant.
+ hear greta kofi dot
kofi: Happy anniversary to Arthur, and to you Ma June.
june: Thank you, Kofi. I set one place and then I set two, and then I thought, well, who's to see. So
    there were two.
+ hear kofi greta marlow dot, same wren
marlow: I'm glad there were two.
greta: I still buy the liquorice that only Astrid could eat. It's disgusting. I've a drawer full.
june>greta: Then you must never eat it and never stop buying it.
+ hear greta kofi

== 17 22:10
kofi: Today at work somebody said "my brother is killing me" as a joke, about football, and I had to go
    and stand in the server room.
+ hear june greta marlow
june: Oh Kofi. The ordinary words are the ones with teeth.
+ helped kofi
kofi: Yes. Teeth. The server room is loud and cold so nobody can hear. I said his name there, Kwame, a few
    times
greta: Kwame.
june: Kwame.
marlow: Kwame.
+ thinking kofi
kofi: Thank you. It's good to see it typed by other hands.
+ hear june greta marlow hazel

== 14 08:40
greta: It is the second time around without her. In me the month has no other name any more, it is only
    called Astrid.
+ hear june kofi marlow
kofi: How is the second one next to the first, if it can be asked?
greta>kofi: The first I was like behind glass. Now there's no glass. I thought it would go the other way.
+ same june, hear kofi wren
june: It was so for me. Everybody had gone home by the second year, and I had only just arrived.
+ helped greta, hear kofi marlow
greta: I had only just arrived. Yes. I'm going to write it on paper.
june: Have you something planned for the day itself?
greta: Her friends want a dinner. I want to lie in the forest. Both are on the same day.
june: Which would you regret?
-- 35m
greta: Neither, if I come late to the dinner, in forest clothes.
+ hear june kofi marlow

== 11 21:00
wren: popping in from the kitchen. it's mum's birthday next week, seventy. I don't know what to do with a
    birthday for someone who isn't getting older
+ hear june greta kofi
june: I've never known either, dear. I bake, badly, and eat it with whoever comes.
kofi: We cook for Kwame on his day and my uncle complains about the pepper as Kwame used to. Somebody has
    to complain. It is a role.
+ hear wren june greta, helped marlow
wren>kofi: I love that. I could sing a carol with the wrong words. That was her role
greta: In the middle of the year also?
wren: especially in the middle of the year
+ hear greta june

== 9 20:15
greta: It was the day. I went into the forest at seven, in the dark, with a lamp and with the liquorice. I
    lay in the moss until I was cold. Then I was at the dinner with needles in my hair.
+ hear june kofi marlow wren dot hazel
june: Oh well done, Greta.
greta: Nobody said a thing about the hair. Her friend Maja took one needle out and put it in her wallet.
+ hear june kofi marlow wren, thinking dot
kofi: I'm reading this on a bus in Accra with a wet face. Astrid.
june: Astrid.
marlow: Astrid.
wren: Astrid
greta: Thank you. Now I sleep.

== 5 19:00
wren: I did the carol. in the shower so the neighbours only got some of it
+ hear june kofi greta
kofi: Which one?
wren: Good King Wenceslas. "when a poor man came inside, gathering winter foo-oo-ood". she thought he'd
    come in for the food
june: That's a considerable improvement on the original.
+ hear wren greta kofi marlow

== 2 21:25
nell: Hello. I don't know how this works. My dad died eight weeks ago and everyone has stopped asking.
+ hear june kofi greta marlow wren
june: Hello Nell. You've come to the right room, and it works just like this. I'm so sorry about your dad.
    Would you like to tell us a little about him, or would you rather just sit a while first?
nell>june: Sit I think. If that's ok
june: It is. There's a chair. I'll be here with my knitting, which is going badly.
+ hear nell marlow
greta: Welcome Nell. Eight weeks is no time at all.
nell: people at work say "are you feeling better". like it was flu
+ same greta wren kofi
kofi: Ah. Yes. "Are you back to normal." I never know which normal they mean.
-- 8m
nell: he was called Brian and he fixed radios
+ hear june kofi greta marlow wren, thinking dot
marlow: Brian, who fixed radios.
nell: the house is full of them. all slightly on. I can't turn any of them off
june: Then don't, love. Not this week.
+ helped nell, hear greta kofi
nell: ok. thank you. I didn't know you could just not
dot: You can just not for ever so long. I've still Ron's glasses by the kettle.
+ hear nell june wren

== 1 20:05
nell: came back. is that alright
june: It's very alright. I looked to see if you would.
+ hear nell kofi
kofi: Welcome back. How are the radios tonight?
nell>kofi: one of them picked up a football match in what I think was portuguese. he'd have been made up
+ hear kofi june greta wren

== -75m
june: Good afternoon all. I'm only in to say I took Arthur's coats to the charity shop. Not the green one.
    The others.
greta: June. That's a big day's work. Did you go alone?
june>greta: My niece drove. She didn't say one bright thing the whole way, which I thought was marvellous
    of her.
+ hear greta kofi nell
kofi: Keep the green one for ever, Ma June.
june: I've got it on. I look like a hedge.
+ hear greta kofi nell marlow wren
nell: I'd like to look like a hedge one day
june: You come to it when you come to it, Nell. The hedge will wait.
"""

CARERS_TEA = """
== 19 10:15
mags: Morning campers. I've been up since five, I've changed a bed twice and I've just sworn at a tea
    towel. How are the rest of the living saints
dot: I only swore once, but it was at a person.
+ hear mags theo rosa
mags>dot: DOT. Who
dot: The lady from the continence service. She said I was "doing marvellously" in that voice. I said a word.
rosa: what word
dot: I'll not type it. It starts like "bother".
+ hear mags rosa theo
theo: Good morning. In my house it was the cat. I apologised, in two languages.
mags: this room is the best part of my week and I include the bins

== 16 15:50
theo [dementia]: My father asked me today who I am. He was polite. He said "you have been so kind to me,
    do you have family?"
+ hear mags dot rosa marlow
rosa: Oh Theo
theo: I said yes. I said: a father. He said "that's good, take care of him."
+ hear mags dot rosa marlow june yusuf
mags: I've nothing clever. I'm sat here with my hand on my mouth
dot: Ron did that near the end, asked me to give his regards to his wife. I said I'd pass it on. I did,
    too, I told the mirror.
+ helped theo, hear mags rosa june
theo>dot: Did you pass it on in a polite voice?
dot: Very. She was touched.
+ hear theo mags

== 13 21:40
rosa: i yelled at my mom today. she asked me the same thing 11 times and on 12 i yelled. she looked like a
    little kid. i feel like garbage
+ same mags theo, hear dot marlow
mags: Rosa. I have yelled over a SPOON.
dot: I threw Ron's slipper down the stairs. Then I went and fetched it, and put it on him, and we both
    said sorry and neither of us knew what for.
+ hear rosa mags
rosa: does it go away. the garbage feeling
mags>rosa: by itself, no. It goes down if I say it to someone who's also thrown a slipper
+ helped rosa
rosa: well. ok. i guess i came to the right place
theo: When my father was well he shouted at the television every evening. Nobody was damaged. I tell
    myself this
rosa: 😂 ok. she's asleep. she asked me to leave the hall light. i did
+ hear mags dot theo

== 10 09:30
mags: Question for the panel. I've been offered a respite weekend. Two nights. Why do I feel like I've
    been sacked
dot: Because you've been on duty so long you think it's your name.
+ helped mags rosa theo
mags: ...I need to go and look out a window
rosa: will you take it?
mags>rosa: I don't know what I'd DO. I think I'd just stand in a hotel and listen for the stairs
theo: The first night you listen for the stairs. Perhaps the second is for you.
dot: Go, Mags. He'll be cross with you either way.
+ hear mags rosa
mags: I've said yes before I could think. There. Witnessed
+ hear dot rosa theo marlow yusuf

== 7 18:20
marlow: Evening. No news, just thought I'd sit. How's everyone's shoulders?
rosa: around my ears
theo: What shoulders
dot: One's in Tuesday, the other is at the chemist's.
+ hear marlow rosa
marlow: Then this is a shoulder break. Nobody has to say anything for a minute.
-- 3m
rosa: ok that was actually nice. mom's watching her show and i can hear her laughing
+ hear marlow theo dot

== 4 20:10
mags: REPORTING FROM THE HOTEL. There is a bath. There's a little biscuit. I have rung home four times
+ hear dot rosa theo marlow
dot: And?
mags>dot: fourth time he said "mam said to tell you to get off the phone". He doesn't have a mam. That was
    the carer, she's a genius
+ hear dot rosa theo
theo: Are you listening for the stairs?
mags: There's a lift. It pings. I've got up twice to a ping
rosa: mags get in the bath
mags: getting in the bath
-- 700m
mags: Slept till nine. NINE. I didn't know where I was and it was the best feeling I've had in a year, and
    then I cried in the toast. Good crying I think
* edited
+ hear dot rosa theo marlow june, helped nadia
dot: There's our girl.

== 2 14:00
theo: Small good thing. He did not know my name but he knew the song. All of it. He corrected my second
    verse.
+ hear mags dot rosa june marlow
mags: Is there anything they keep longer than being right
dot: No. Ron was right till the very last.
+ hear theo mags rosa
rosa: my mom corrects my spanish. she doesnt know what year it is but she knows i used the wrong subjunctive

== -130m
mags: Kettle. Who's in
dot: Me. I've done nothing all day and I'm exhausted by it.
mags>dot: that's how it gets you. how's the wind
dot: Gone. The gutter has too, if we're being honest.
+ hear mags rosa
rosa: lunch here, mom's napping. i have 20 minutes and a sandwich with both hands
mags: BOTH hands. luxury. what's in it
rosa: leftovers from leftovers. its great
"""

BEFORE_GOODBYE = """
== 18 20:45
rosa [dying]: the nurse said the word hospice today and mom smiled at her like she'd offered her candy
+ hear dot greta june marlow
dot: It's a word that sits down heavily, isn't it. Had anybody warned you she'd say it?
rosa>dot: no. i kind of knew. knowing and hearing are different rooms
+ hear dot june greta
june: They are. I knew for a year with Arthur, and I still had to hear it standing up, in a corridor.
rosa: did you tell people right away
june>rosa: I told the cat and then my sister. In that order. There isn't a right away.
+ helped rosa

== 15 22:30
dot: I'll say something I've not said. When Ron died the first thing I felt was rest. I slept fourteen
    hours. Then I felt wicked about it for a year.
+ hear rosa june greta marlow mags
mags: Dot 💛
june: I had that. I changed the sheets and I thought, I may sleep in the middle. And then of course I
    couldn't.
+ same dot
rosa: thank you for saying that. sometimes i think about after and i hate myself for thinking about after
dot>rosa: Thinking about after isn't wishing for it, sweetheart. It's only your tired legs asking how far.
+ helped rosa june mags, hear greta marlow

== 11 19:15
greta [hospital, last days]: In Astrid's last days she slept almost always. The nurses told me to speak to
    her anyway. I ran out of words, so I read her the instructions of the coffee machine. I've been
    ashamed of it for two years.
+ hear dot june rosa marlow
june: Oh, Greta. She heard her sister's voice. It won't have mattered a bit what the words were for.
+ helped greta
dot: I told Ron about the gutter.
+ hear greta june mags
greta: "Press and hold for two seconds." It was our last conversation. Perhaps it's a good one, after all.
marlow: Press and hold. It's rather beautiful.
+ hear greta june dot

== 8 21:00
rosa: she had a good day. she asked for peaches. we ate them over the sink like kids
+ hear dot june greta mags
dot: Keep that one. Put it somewhere you'll find it.
rosa: i wrote it on the calendar. just "peaches"
+ hear june greta dot, thinking mags

== 3 18:30
june: How is your mother this week, Rosa? And how is Rosa, as a separate question.
rosa>june: mom sleeps more. rosa is tired but ok. my cousin came and did the dishes without asking and i
    almost proposed to her
+ hear june dot mags
dot: A person who does dishes without asking is worth six who ring.
rosa: also i've been scared of the night part. being alone with it when it happens
june: Would you like to ask the hospice nurse what the night might look like, and who you can ring? I
    found I was less frightened of the corridor once I knew where the chairs were.
+ helped rosa
rosa: yeah. i'll ask her thursday. writing it on the calendar under peaches
+ hear june dot greta
"""

TALK = {"empty-chair": EMPTY_CHAIR, "carers-tea": CARERS_TEA, "before-goodbye": BEFORE_GOODBYE}

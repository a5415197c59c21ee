"""Talk about staying sober, and coming back."""

ONE_DAY = """
== 20 12:00
otis: Morning. Day like any other. 1 cup of coffee, 1 dog walk, 0 of the other thing.
+ hear hal cal mika yusuf
mika: morning. same. minus the dog
cal: Morning. Fog.
otis>cal: Inside or out
cal: Both. Burning off slowly
+ hear otis mika

== 18 17:30
cal: Friday. Fellas heading up to the usual place after we unload. They've stopped asking. Should be glad
otis: That's a strange kind of lonely, when they stop asking
+ helped cal
cal: Yes. That
mika: what do you do instead, fridays
cal>mika: Go home. Fix something that isn't broke
hal: I've got a washing machine you could not fix
+ hear cal otis
otis: For the first year Fridays I cooked something that took four hours. Didn't matter what. You can't go
    anywhere, there's a pot on
+ helped cal mika
cal: Could do a chowder. That takes as long as you let it
-- 240m
cal: Chowder took four hours. Too much of it. Brought some next door
+ hear otis mika hal yusuf

== 16 23:20
hal: see if anybody tells me tae go for a walk
* removed
hal: sorry. naebody here's done that. no doing great the night if im honest
otis: Here, Hal. What's going on
hal: nothin. thats the thing. nothin happened. just want tae no be in my own heid for an hour
+ hear otis mika cal
yusuf: I'm here as well. Are you safe where you are just now?
hal>yusuf: aye im safe. im in the house. nothin in the house
otis: Good. Want to just talk rubbish till it passes?
hal: aye go on
otis: Worst thing I ever cooked. Wedding for 120. I salted the custard
hal: naw
otis: Twice. Because I tasted it and thought, needs something
+ hear hal mika cal yusuf
hal: TWICE
mika: did anyone eat it
otis: The groom's grandad had seconds
-- 20m
hal: right. right im laughin. it's gone down a bit
otis: Get something in you and go to bed mad at me about the custard
hal: night big man. ta
+ thinking otis yusuf mika

== 12 19:00
mika: has anyone heard from hal? no pressure just noticed
otis: Not since the weekend. He knows where we are
cal: Light's on for him
+ hear otis mika yusuf marlow

== 9 08:10
hal [starting again]: its hal. been away. ye can guess. day 2
otis: Hal. Good to see your name. Come in, sit down
+ hear cal mika yusuf marlow june, thinking nadia
mika: hal!! glad you're here
hal: nearly didnae. had it typed out 3 times. thought yous would be scunnered wi me
cal: Nope
+ hear hal otis mika
yusuf: Nobody's scunnered, Hal. Not a bit. You're not starting from nothing, you know. You've come back
    with everything you learned the last time.
+ helped hal mika
hal: feels like nothin. 7 month doon the stank
otis>hal: I had eleven months once and then I had a Tuesday. The eleven months didn't un-happen. I'd made
    eleven months of breakfasts
+ helped hal cal mika, hear yusuf
hal: a tuesday. aye. mine was a thursday
otis: They look so harmless on the calendar
+ hear hal mika
yusuf: Have you got somebody near you today? And if it's rough on the body these first days, a doctor or a
    pharmacist is the one to ask, no shame in it.
hal: ma sister's here. shes makin soup wi far too much barley. seein the doctor at 2 she's drivin
+ hear otis yusuf mika cal
mika: hooray for your sister. and barley
hal: aye. ok. day 2. morning everybody
otis: Morning Hal
cal: Morning Hal
mika: morning hal
yusuf: Morning, Hal.
marlow: Morning, Hal. Good to have you back.
+ hear hal

== 7 20:45
hal: day 4. slept. doctor was sound. barley still goin strong
+ hear otis mika cal yusuf
otis: Never met a barley soup that ended
hal>otis: its breedin

== 5 13:15
birch: hi, I mostly sit in the kinder plate room but this is the other half of my story. 3 years without
    pills next week. never said it in a room before
+ hear otis mika hal cal yusuf
mika: birch!! that's huge. how does it feel to say
birch>mika: like I put down a bag and now I don't know what to do with my hand
+ hear mika otis hal
otis: Wave with it
+ helped birch, hear hal cal mika
birch: 👋
hal: 3 year. yer a mountain
birch>hal: I was a puddle for a lot of it. how's the barley
hal: weve named it

== 3 22:00
cal: Said no to a fella straight to his face today. Didn't give a reason. First time
otis: Look at that. What'd he do
cal: Said "right so" and had a pop himself
+ hear otis mika hal birch yusuf
vera: My programme makes cravings disappear in nine days, first session half price for this room!
mika: all that dread and it's "right so"
cal: Most things are I guess

== 1 07:30
hal: day 10. double figures
+ hear otis mika cal yusuf birch marlow nadia
otis: TEN
mika: double figures!!!
cal: Good man
hal: sister's away hame the day. bit wobbly about the quiet. got yous but
otis: Got us. What's the plan for the first evening?
hal>otis: meetin at 7, then in here, then bed. n the soup
+ hear otis yusuf mika
yusuf: That's a plan with handrails.

== -95m
hal: day 11. house is dead quiet. pittin the radio on
mika: what's on
hal: fella talkin about tomatoes
mika>hal: there is ALWAYS a fella talking about tomatoes
+ hear hal otis
cal: In for dinner. Chowder again
otis: How's the wobble Hal
hal: wobblin. but im in the chair and the chair's no wobblin
+ hear otis mika cal, helped birch
"""

SOBER_AND_LOW = """
== 17 21:10
cal: Thought it'd be fine when I quit. It's quiet is what it is. Nobody said about the quiet
mika: nobody says. I thought I'd quit and then there'd be a person under there. it was just me and a lot
    of evenings
+ same cal hal
moss: not a drinker but the evenings i know. someone should do something about evenings
+ hear mika cal
hal: at least when i was drinkin i had a reason tae feel rank
cal>hal: There it is
otis: My counsellor called it the bill coming in. Whatever you didn't feel at the time shows up with a
    stamp on it
+ helped cal mika
cal: Lot of mail then
+ hear otis mika moss

== 13 18:40
mika: told my doctor about the low thing finally. said it fast while putting my coat on
moss: coat on is how i tell everyone everything
+ same cal hal
otis: What'd they say?
mika>otis: she said take your coat off mika
+ hear otis cal moss hal marlow
mika: then she listened. 20 mins. there's a plan. I'm scared it won't work and a bit scared it will
marlow: What would be scary about it working?
mika>marlow: I wouldn't have an excuse. and I don't know what I like. like, what do I even do on purpose
moss: i liked one thing this year. it was a heron
+ hear mika cal otis
mika: ok I'll start with herons

== 8 20:00
cal: Dark at five. Used to be the start of something. Now it's just dark
+ same mika moss
mika: what did your dad do with dark, before
cal: Nets. He mended nets and listened to the hockey
mika: did he like it
cal: Never asked. Looked like he did
-- 13m
cal: There's nets in the shed
+ hear mika otis moss
otis: And there's hockey

== 4 22:20
hal: back on here since im back on the wagon. the low bit is worse this time or im just mair honest
mika>hal: maybe both? glad you're saying it
moss: hal if it gets to the point where its not safe you tell someone yeah. us and a real one with a face
+ hear mika otis
hal>moss: aye i will. ma sister's got me textin a daft emoji every night so she knows. its a wee potato
+ hear moss mika otis cal
moss: potato protocol
otis: I might ask my brother for a potato
+ hear hal

== 2 19:30
cal: Mended a net. Nobody needs it. Nice net though
+ hear mika otis hal moss marlow
mika: I saw a heron and I stood there until it left. I think I liked it?
moss: TOLD you
+ hear mika
"""

THURSDAY_CIRCLE = """
== 16 19:00
mika: thursday. everyone in? I'll start the round if nobody minds
otis: In.
kofi: In, and with tea.
birch: in
hal: here
june: Here.
mika: ok. this week: nine months and three weeks. I cleared my dad's number out of my phone finally. then
    put it back. then wrote it on paper and cleared it. so it's somewhere. done
+ hear otis kofi birch june hal
kofi: My week: I didn't drink at the wedding. They toasted the absent ones and my glass was juice and my
    hand shook, but it was still a toast. I think Kwame would've laughed at the juice. Done.
+ hear mika otis birch june
birch: week was ok. I get angry at 4pm every day like a bus. noticing it is all I've got. done
otis: I wrote to my ex to say the true thing, nine years late. I haven't mailed it. It's by the toaster.
    Done
+ hear mika kofi june
hal: bit shaky this week. no done yet wi it. pass
june: I'm not one for the bottle, as you know, it was Arthur's, and then it was nearly mine after. This
    week I walked past the shop with the nice window and bought a lamp instead, further along. Done.
+ hear mika otis kofi birch hal
mika: thank you everyone. hal, pass is fine, we're here

== 9 19:00
mika: thursday. round?
hal: ill go first if its ok. fell aff. yous know. day 2. thats it. done
+ hear mika otis kofi birch june
june: Thank you for going first, Hal. That took some doing.
kofi: I'm proud to be in a circle with you, my brother.
+ hear hal
otis: Letter is still by the toaster. It has jam on it now. Done
birch: the 4pm thing: I tried eating something at 3.30. revolutionary. done
+ hear june mika, helped otis
kofi: Quiet week. I heard his voice in an old voice note about a spare tyre. Forty seconds. Done.
+ hear mika june otis hal birch
june: I'm well. The lamp is too bright. Done.
mika: mine: I told the doctor about the low. coat story is in the other room. done

== 2 19:00
mika: thursday! who's in
otis: In. Mailed it. Jam and all. Done
+ hear mika june kofi birch hal
june: Oh, Otis.
kofi: IN and clapping.
hal: day 9. nothin tae report except im here tae report it. done
+ hear mika otis june kofi birch
birch: three years tomorrow. my hand keeps waving at things. done
+ hear otis hal mika june
kofi: I taught my nephew to change a tyre. With the voice note playing. He thinks it's a podcast. Done.
+ hear june mika otis birch hal
june: Arthur's coats are going on Monday, my niece is taking me. I may want a word from one of you after.
    Done.
mika: we'll be about, june. mine: ten months today. I had nothing planned and then my downstairs neighbour
    gave me a plant for no reason and I've decided it was for that. done
+ hear otis june kofi birch hal
"""

TALK = {"one-day": ONE_DAY, "sober-and-low": SOBER_AND_LOW, "thursday-circle": THURSDAY_CIRCLE}

"""The words recovery phrases are made of: 2048 common ones of three to eight letters, none that sounds like another on
the list, none that weighs on somebody who reads it on a bad day. A phrase that was made does not need the list.
"""

WORDS: tuple[str, ...] = tuple(
    """
abacus able above accept account acorn acrobat across action active actor actual adapt address
admire adobe adult advice affair afford after again agenda agent agree ahead airport alarm album
alert alley allow almanac almond almost along alpine already also alter always amaze amber among
amount ample amuse anchor angle animal ankle answer anthem antique antler anvil apple apply apricot
april apron arch arena argue armor around arrange arrive arrow artist ascend ashore aside asleep
aspect aspen asphalt asset assist atlas atom attend attic august aunt author autumn avenue average
avocado avoid awake award aware away awning axle azure baby back bacon badge badger bagel bakery
balance balcony ball ballad ballet balloon bamboo banana band bandana banjo bank banner barber
bargain bark barley barn barrel barrow basil basin basket bassoon bath battery bayou beacon bead
beak beam bean beard beauty beaver become bedroom beech beetle before begin begonia behave behind
being belief bell belong below belt bench bend benefit berry beside best better between beyond
bicycle birch bird biscuit blanket blend blink block bloom blossom bluff boat bobbin body boil bold
bolt bonnet bonsai bonus book boost boot border borrow bottle bottom boulder bounce bowl branch
brass bread breeze brick brief bright bring brisk broad bronco bronze brook broom brother brown
brush bubble bucket buckle budget buffet bugle build bulb bundle bunny burrow bushel busy butler
butter button buyer buzzard cabbage cabin cabinet cable cactus cake calm camel camera camp canal
canary candle candy canoe canopy canvas canyon capital captain caramel carbon card care cargo carol
carpet carrot carry cart carve case cashew cashier castle casual catalog catch catfish cattle
caution cave cedar ceiling celery cellar cello cement center central century certain chain chair
chalk chance change chapel chapter charm chart cheap check cheer cheese cherry chess chest chicken
chief child chimney chin chip choice choose chorus cinema circle circus citizen city civic claim
clamp clan clap clarify class clay clean clear clerk clever client climate climb clinic clock cloth
cloud clover club coach coal coast coat cobalt cobbler cocoa coconut code coffee coil coin collar
collect college colony color column comb come comet comfort comic common compact company compare
compass compost concert cone confirm connect contact contain control cook cookie cool copper copy
coral core cork corn corner correct cosmos cottage cotton couch could count country couple court
cousin cover cozy crab cradle craft crane crate crayon cream create credit creek crest cricket crisp
critic crocus crop cross crowd crown cruise crumb crystal cube culture curious curtain curve cushion
custom cycle cypress daily dairy daisy dance daring date dawn deal debate decade decent decide deck
declare deep define degree delay delight deliver delta demand denim dentist depart depend deposit
depth deputy derive desert design desk dessert detail detect develop device devote dewdrop dial
diamond diary differ digit dinner diploma direct dish disk display divide dock doctor dodge dollar
dolphin domain domino donate donkey door double dove down dozen draft dragon drama draw drawer dream
dress drill drive drizzle drum duck duet dune during dusk dust duty dwell eager eagle early earth
easel east easy echo eclipse edge edit educate effort elbow elder elect elegant element eleven elite
elm embark emblem embrace emerald emerge employ empty enable enamel energy engage engine enjoy
enough enrich enroll ensure enter entire entry equal equator equip errand escort essay estate
evening event every evident evolve exact example excite exhibit exist exit expand expect expert
explain explore export express extend extra fabric face fact factor faculty fairway faith falcon
family famous fancy farm fashion fasten father feather feature fennel fern ferret ferry fetch fiber
fiction fiddle field fifteen fifty fig figure film filter final find finger finish firm first fish
flag flannel flask flat flavor flax fleece fleet flight flint float flock floor flow flower fluent
fluffy flute foam focus foghorn fold folk follow food foot forest forget fork formal former formula
fortune forum forward fossil fox frame freckle free fresh friday fridge friend fringe frog front
frost frozen fruit fuel full funnel funny furnish future gadget galaxy gallery gallon game garage
garden garland garlic garment gather gauge gazebo gazelle gem general genius gentle genuine geyser
gherkin giant gift giggle ginger giraffe give glacier glad glance glass glaze glide glimpse globe
glory glossy glove glow glue goal goat goblet golden golf gondola good goose gown grab grace grade
grain grand granite granola grant grape graph grass gravel gravity green greet grid grin grip
grocery ground group grove grow guard guava guess guide guitar gutter habit half hall hamlet hammer
hamster hand handle harbor hardly harmony harness harp harvest hatch haven hawk hazel head health
heart heat heather heavy hedge height helmet help herald herb herd hermit hero heron high hike hill
hinge hippo history hobby hockey hold hole holiday hollow holly home honest honey hood hook hope
horizon horn host hotel house hover hull human humble humor hundred hurry hut hybrid icicle icon
idea ideal igloo image imagine impact import impress improve inch include income index indigo indoor
infant inform initial inland inlet inner input inquire inside insist inspire install instead intend
invent invest invite iris iron island issue item ivory ivy jacket jackpot jaguar jam january jar
jasmine jasper jazz jeans jelly jewel jigsaw jingle jockey join joke jolly journal journey judge
juggle juice july jumbo jump june jungle junior juniper jupiter just justice kale kayak keen keep
kelp kennel kettle key kilo kimono kind kingdom kiosk kitchen kite kitten kiwi knee knob label labor
lace ladder ladle lady ladybug lagoon lake lamb lamp land lane lantern laptop large lark laser last
late laugh launch laundry laurel lava lawn lawyer layer layout leaf league learn leather lecture
left legacy legal legend lemon lend length lentil leopard letter lettuce level lever library license
lift light lilac lilypad limb lime limit linden linen link lion liquid list listen literal little
live lizard llama loaf lobby lobster local locate lock locket lodge lofty logic long look loom loop
lottery lotus loud lounge love lowland loyal lucky luggage lullaby lumber lunar lunch lush luxury
lynx lyric machine magic magnet magpie major make mammal manage mango manner mansion mantle manual
many maple marble march margin marina mariner mark market marsh mascot mask match math matter
maximum maybe mayor meadow meal mean measure media medium mellow melody melon member memory mention
mentor menu mercury merit mermaid merry message meteor method metro middle mighty mild mile milk
mill mimic mind mineral minimum minnow mint minute miracle mirror misty mitten mixture mobile model
modern modest module moment monday money monitor monkey month moon mooring moose mosaic moss most
motel moth mother motion motor mount mouse mouth move movie much muffin mule museum music muslin
mustard mutual myself mystery nail name napkin narrow nation native nature navy near neat neck
nectar need needle neon nephew nest network neutral never newborn news newt next nice nickel niece
nimble nine noble noise noodle noon normal north notable note nothing notice novel now nugget number
nurse nut nutmeg oak oasis oatmeal object oblong observe obtain obvious ocean october octopus offer
office often olive omelet once onion online only onward opal open opera opinion orange orbit orchard
orchid order oregano orient origami origin oriole ostrich other otter ounce outdoor outer outfit
outline output outside oval oven over owl owner oxygen oyster pace pack paddle page paint palace
palm pancake panda panel panther paper paprika parade parcel parent park parlor parrot parsley
parsnip party passage pasta pastel pastry patch path patient patio patrol pattern pave peach peacock
peanut pear pearl pebble pecan pelican pen pencil penguin pension peony people pepper perfect
perform perhaps period permit person petunia phone photo phrase piano pick picnic picture pigeon
pillow pilot pine pink pioneer pipe pitch pivot pizza place plan planet plant plastic plate plateau
play plaza please plenty plot plow plum plumber plus pocket poem poet point polar polish polite
pomelo pond pony pool poplar poppy popular porch port portion possible postcard potato pottery pouch
powder power practice prairie praise prefer premium prepare present pretty pretzel prevent price
pride prime primrose print prior prism prize problem process produce product program progress
project promise proof proper proud provide prune public pudding puffin pulley pulp pulse pumpkin
pupil puppet puppy purchase pure purple purpose purse puzzle pyramid quail quality quantity quarry
quarter quartz queen quest question quick quiet quill quilt quince quiz quota quote rabbit raccoon
race rack radar radio radish raft rail rainbow raise rally ramp ranch random range rapid rare rather
ratio rattan raven reach react ready real reason rebuild recall receipt receive recipe record
recover reduce reed reef refer reflect reform refresh regard region regular reindeer relate relax
relay release relief rely remain remark remember remind remote render rent repair repeat replace
reply report request require rescue resident resolve resort resource respect respond result retail
retire return reveal review revise reward rhubarb rhyme rhythm ribbon rice rich riddle ride ridge
right ripple rise river road roast robin robot robust rocket role romance roof room rose rosemary
rotate round routine row rowboat royal rubber ruby rug rule runner rural rustic saddle safari safe
saffron sage salad salmon salon salt salute sample sand sandal sapling sapphire satin saturday sauce
sauna save scale scallop scarf scene scenic school science scissors scoop scooter scope score scout
screen script scroll sculpt seal search seashell season seat second section secure seed segment
select seller send senior sense sentence sequel series serve sesame session settle seven shade
shadow shaft shallow shamrock shape share sharp sheep sheet shelf shell shelter sherbet shift shine
ship shirt shoe shoelace shop short should shoulder show shower shrimp shrub shuttle side sign
signal silence silk silly silver similar simple since sincere singer single siren sister six size
skate sketch skill sky skylark slate sleek sleep sleeve slice slide slipper slope slow small smart
smile smooth snack snail sneaker snow social sock soda sofa soft soil solar solid solo solution
solve some sonata song soon sorbet sort sound soup source south space spaniel spare spark sparkle
sparrow speak special speech speed spell sphere spice spider spin spinach spiral spirit splash
sponge spoon sport spot spray spread spring sprout spruce square squash squirrel stable stack staff
stage stamp stand star starfish start state station statue stay steady steam stem stencil step
stereo stick still stir stock stone stool store stork story stove strand straw stream street stretch
string stripe strong strudel student studio study style subject submit suburb subway success such
sudden sugar suggest suit summer summit sunday sundial sunny sunset super supper supply support
suppose supreme surf surface surprise survey swallow swan sweater swift swim swing switch sycamore
syrup system table tablet tadpole tailor take talent talk tall tamarind tame tandem tango tank tape
tapestry tapioca target task taste taxi teach teacup team teapot tempo ten tenant tender tennis tent
term terrace terrier test text thank theater theme theory there thermal thick thimble thing think
third thirty thistle thread three thrive throne thumb thunder thursday ticket tidy tiger tile timber
tiny tiptoe tissue title toad toast today toffee together token tomato tomorrow tone tongue tonight
tool tooth topaz topic torch tortoise total touch tour toward towel tower town toy track trade
traffic trail train transfer travel tray treasure treat tree trek trellis trend triangle trick trim
trip trolley trophy truck true truffle trumpet trunk trust truth tuba tuesday tulip tuna tundra
tunnel turkey turn turnip turtle tutor twelve twenty twig twilight twin twist type typical umbrella
uncle under unfold uniform union unique unity universe until unusual update upgrade uphold upper
upright urban urge usage useful usual utensil vacant vacuum valid valley value vanilla vapor variety
various vase vast vault vehicle velvet vendor venture venue verb verse version vertical very vessel
veteran viaduct vibrant victory video view village vine vineyard vintage vinyl violet violin virtue
visible vision visit visitor vital vivid vocal voice volcano volume vote vowel voyage waffle wagon
walk wall wallet walnut walrus waltz want warm warrant wash watch water wave wealth weave wedding
weekend welcome west wharf wheat wheel when whisper whistle white wicker wide width wildlife willow
windmill window wing winner winter wire wisdom wise wish wisteria witness wizard wolf woodland wool
work workshop world worth woven wrist yacht yard yarn yawn year yellow yield yoga yogurt young youth
zebra zenith zeppelin zero zigzag zinc zipper zone zoom zucchini
""".split()
)

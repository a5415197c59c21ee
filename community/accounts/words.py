"""The words of the names the site makes up. They are gentle, and stay so next to any of the other list.

Left out on purpose: food, drink and body (eating), heights, blades and pills (self-harm), colours of mood, and what
has a second meaning.
"""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ADJECTIVES = _words(
    """
    amber autumn azure balmy bold brave breezy bright brisk bronze calm candid caring cedar cheerful
    cheery civil clear clever coastal copper coral cosy curious dappled daring dewy eager early
    earnest easy elegant emerald even fair faithful fearless festive fine fond forest fresh friendly
    gallant generous genial gentle glad gleaming glowing golden good graceful grand green hardy
    hazel hearty honest hopeful humble indigo inland ivory jade jaunty jolly jovial joyful just keen
    kind lasting lilac lively loyal lucid lucky lunar maple marble mellow merry mild mindful misty
    modest mossy nimble noble northern olive open orderly patient peaceful pearly placid playful
    pleasant plucky polite quaint quick quiet ready restful rosy rustic sage sandy serene silver
    sincere smiling sociable southern spirited spring starry steady sterling summer sunlit sunny
    swift tactful tender thankful thoughtful tidy tranquil trusty upbeat velvet vivid warm western
    willing winsome wise witty woven
    """
)

NOUNS = _words(
    """
    acorn alder almanac anchor arbour aspen atlas badger banner bay beacon beech bell birch blossom
    brook cabin canoe canvas chestnut cloud coast cobble comet compass cottage cove crane cricket
    daisy dale delta dolphin dove dune eagle easel elm ember falcon fern ferry field finch fjord
    flute fountain fox gable garden gate glade glen goldfinch gosling grove gull hamlet harbour harp
    hawthorn heath heather hedge heron hill horizon inlet iris island ivy jasmine kestrel kettle
    kingfisher kite lagoon lake lantern larch lark laurel lavender leaf lighthouse lily linden
    linnet lodge loom lupin magpie marigold marsh meadow mill minnow moor mountain nest nook oak
    orchard orchid osprey otter owl paddle parasol pasture path pebble penguin pine planet plover
    pond poplar porch prairie primrose puffin quill quilt rabbit rainbow reed robin rowan sail
    sandpiper satchel seal shore skylark sparrow spruce squirrel starling stone stream sunflower
    swan sycamore tern thicket thistle tide trail tulip valley village violet warbler wave willow
    wren yarrow
    """
)

# Two digits that say nothing: those that some people read as a sign or an age are not given.
NUMBERS = tuple(number for number in range(10, 105) if number not in {14, 18, 42, 69, 88})

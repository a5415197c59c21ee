"""Talk in Spanish: nerves and loneliness, without hurry."""

CHARLA = """
== 18 21:00
ana: Buenas. ¿Hay alguien? Vengo de un día de esos de pecho apretado.
rosa: hola ana! aqui ando, con café descafeinado y mi mami dormida
luz: Hola Ana, hola Rosa. ¿Pecho apretado de qué tipo? El mío los lunes es de cinturón.
ana>luz: De cinturón, eso. Como si el cuerpo fuese en un coche que yo no conduzco.
+ same luz rosa
rosa: y el que maneja ni tiene licencia
+ hear ana luz
ana: Jajaja. Eso es exactamente.
luz: ¿Quieres que hablemos de eso o de otra cosa?
ana: De otra cosa. Contadme qué se ve por vuestra ventana.
luz: Una montaña con nubes y una señora regando un cactus. Muy optimista la señora.
+ hear ana rosa
rosa: yo veo el carro del vecino que nunca arranca. hoy arrancó! hubo aplausos
+ hear ana luz
ana: Yo veo un naranjo. Ya respiro mejor, fijaos.
+ thinking luz rosa

== 11 22:15
luz: Hoy cumplí años y comí sola. No es una tragedia, solo quería decirlo en algún sitio.
+ hear ana rosa marlow
ana: Felicidades, Luz. Me alegro de que lo digas aquí. ¿Qué comiste?
luz>ana: Ajiaco. Me quedó para cuatro personas, por la costumbre.
rosa: feliz cumple luz!!! a mi me pasa igual con el arroz, siempre hago para los que ya no estan
+ hear luz ana
luz: Eso. Cocino para los que faltan.
+ hear rosa ana
ana: Pues hoy faltábamos dos más. Guárdanos un plato.
+ thinking luz, hear rosa
luz: Guardado. Con alcaparras.

== 5 20:40
luz: ¡Bajé a la ciclovía! Sin bici. Un niño me ofreció mango.
+ hear ana rosa
ana: ¡Luz! ¿Y el cinturón?
luz>ana: Se me olvidó mirar si lo llevaba puesto.
+ hear ana rosa
rosa: ay que lindo eso. se me olvidó mirar

== 1 21:30
ana: Mañana tengo entrevista. El del coche sin licencia está calentando motores.
luz: Dile que hoy conduces tú, que él puede ir atrás mirando el naranjo.
+ helped ana, hear rosa
rosa: y si se te traba la lengua pues se te traba, son gente tambien
ana: Son gente también. Me lo apunto en la mano.
+ hear luz rosa

== -150m
ana: Ya está. Se me trabó la lengua dos veces y nos reímos los tres. No sé si me cogen, pero salí andando
    despacio.
+ hear luz rosa
luz: Despacio es lo más difícil. ¡Bravo!
rosa: orgullosa de ti amiga. ahora come algo rico
"""

TALK = {"charla": CHARLA}

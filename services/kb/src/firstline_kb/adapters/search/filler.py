"""Words that no text is about: whether an article is named does not hang on them.

A search still looks for them. Beside the stop words of each language, which no query has.
"""

from functools import cache

from firstline_kb.adapters.search.analysis import analysis_of
from firstline_kb.adapters.search.folding import fold

_WORDS = {
    "en": """
    room floor office desk building corridor place kitchen
    again always already anymore any all also just still never ever now then here there today
    yesterday tomorrow morning evening week time times often sometimes suddenly very too really
    i me my mine you your yours he him his she her we us our ours they them their it its
    somebody someone anybody anyone everybody everyone nobody something anything everything nothing
    am are is was were be been being do does did done doing has have had having can cannot could
    will would shall should may might must don doesn didn can isn won get gets got getting go goes
    went going gone make makes made take takes took come comes came keep keeps let say says said
    move moves moving want wants wanted need needs needed know try tried trying look looking
    what which who whom whose when where why how
    please thanks thank hello hi dear help problem problems issue issues trouble wrong
    work works working worked fail fails failed
    one two first second new some more most much many other another same both out up off about after
    """,
    "it": """
    sala stanza ufficio piano scrivania edificio corridoio posto
    ancora sempre gia mai adesso ora poi qui oggi ieri domani mattina sera settimana volta volte
    spesso subito molto troppo tanto piu proprio anche solo nuovo
    io me mi mio mia miei mie tu tuo tua lui lei noi nostro nostra voi loro qualcuno nessuno
    qualcosa niente nulla tutto tutti tutta tutte
    sono sei siamo siete era essere stato stata ho hai ha abbiamo avete hanno avere
    posso puo potete potrei devo deve fa faccio fare fatto va vado andare viene muove muovere
    vorrei voglio serve prova provato
    cosa quale quali chi quando dove perche come
    favore grazie ciao buongiorno salve aiuto aiutatemi problema problemi errore
    funziona funzionano funzionava funzionare
    uno due primo prima secondo altro altra stesso dopo
    """,
    "es": """
    sala oficina despacho planta mesa edificio pasillo sitio
    otra otro vez veces siempre ya nunca ahora luego aqui hoy ayer manana tarde semana
    mucho muy demasiado tanto mas tambien solo nuevo todavia aun
    yo me mi mis mio tu su sus el ella nosotros nuestro nuestra ustedes ellos alguien nadie
    algo nada todo todos toda todas
    soy es somos son era ser estar esta estoy estan he has ha hemos han tengo tiene tener hay
    puedo puede pueden podria debo debe hace hacer hago hecho va voy ir viene mueve mover
    quiero quisiera necesito necesita
    que cual quien cuando donde porque como
    favor gracias hola buenos dias ayuda ayudar problema problemas
    funciona funcionan funcionaba funcionar
    uno dos primero primera segundo mismo despues
    """,
    "el": """
    αίθουσα δωμάτιο γραφείο όροφος όροφο κτίριο διάδρομος διάδρομο θέση
    πάλι ξανά πάντα ποτέ συνέχεια σήμερα χθες αύριο πρωί βράδυ εβδομάδα φορά φορές
    συχνά πολύ πολλή πολλές πολλά πάρα λίγο
    κάποιος κανείς κανένας τίποτα όλα
    είναι έχω έχει έγινε γίνεται μπορώ μπορεί μπορείτε πρέπει κάνω κάνει έκανα πάει
    κινείται θέλω θέλει χρειάζομαι χρειάζεται
    παρακαλώ ευχαριστώ γεια καλημέρα βοήθεια βοηθήστε πρόβλημα προβλήματα
    λειτουργεί λειτουργούν λειτουργούσε δουλεύει δουλεύουν
    ένα δύο πρώτο πρώτη δεύτερο άλλο άλλη ίδιο μετά
    """,
}


@cache
def filler(language: str) -> frozenset[str]:
    """The stems of those words. Raises KeyError for a language that articles are not written in."""
    stem = analysis_of(language).stem
    return frozenset(stem(fold(word)) for word in _WORDS[language].split())

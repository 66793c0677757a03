"""What the categories of the starting articles are called in each language.

A desk's own categories are shown as the desk writes them: their names are in no language.
"""

from collections.abc import Mapping

from firstline_events.vocabulary import Language

_EN, _IT, _ES, _EL = Language
CATEGORIES: Mapping[str, Mapping[Language, str]] = {
    "access": {_EN: "Signing in", _IT: "Accesso", _ES: "Acceso", _EL: "Σύνδεση"},
    "computer": {_EN: "Computer", _IT: "Computer", _ES: "Ordenador", _EL: "Υπολογιστής"},
    "files": {_EN: "Files", _IT: "File", _ES: "Archivos", _EL: "Αρχεία"},
    "mail": {_EN: "Mail", _IT: "Posta", _ES: "Correo", _EL: "Αλληλογραφία"},
    "meetings": {_EN: "Meetings", _IT: "Riunioni", _ES: "Reuniones", _EL: "Συσκέψεις"},
    "network": {_EN: "Network", _IT: "Rete", _ES: "Red", _EL: "Δίκτυο"},
    "orders": {_EN: "Orders", _IT: "Ordini", _ES: "Pedidos", _EL: "Παραγγελίες"},
    "people": {_EN: "People", _IT: "Persone", _ES: "Personas", _EL: "Προσωπικό"},
    "printing": {_EN: "Printing", _IT: "Stampa", _ES: "Impresión", _EL: "Εκτύπωση"},
    "scanner": {_EN: "Scanner", _IT: "Lettore", _ES: "Lector", _EL: "Σαρωτής"},
    "security": {_EN: "Security", _IT: "Sicurezza", _ES: "Seguridad", _EL: "Ασφάλεια"},
    "software": {_EN: "Software", _IT: "Programmi", _ES: "Programas", _EL: "Προγράμματα"},
}

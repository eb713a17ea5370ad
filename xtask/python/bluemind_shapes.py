"""Events and cards in the classes of BlueMind's Python client, with every member its encoder asks for."""

from netbluemind.addressbook.api.VCard import VCard
from netbluemind.addressbook.api.VCardCommunications import VCardCommunications
from netbluemind.addressbook.api.VCardCommunicationsEmail import VCardCommunicationsEmail
from netbluemind.addressbook.api.VCardExplanatory import VCardExplanatory
from netbluemind.addressbook.api.VCardIdentification import VCardIdentification
from netbluemind.addressbook.api.VCardIdentificationName import VCardIdentificationName
from netbluemind.addressbook.api.VCardKind import VCardKind
from netbluemind.addressbook.api.VCardOrganizational import VCardOrganizational
from netbluemind.addressbook.api.VCardSecurity import VCardSecurity
from netbluemind.calendar.api.VEvent import VEvent
from netbluemind.calendar.api.VEventSeries import VEventSeries
from netbluemind.core.api.date.BmDateTime import BmDateTime
from netbluemind.core.api.date.BmDateTimePrecision import BmDateTimePrecision
from netbluemind.icalendar.api.ICalendarElementClassification import ICalendarElementClassification


def date(iso, zone="Europe/Paris"):
    out = BmDateTime()
    out.iso8601 = iso
    out.timezone = zone
    out.precision = BmDateTimePrecision("Date" if len(iso) == 10 else "DateTime")
    if len(iso) == 10:
        out.timezone = None
    return out


def series(summary, start, end, rule=None):
    event = VEvent()
    event.dtstart, event.dtend, event.summary = date(start), date(end), summary
    event.classification = ICalendarElementClassification("Public")
    event.rrule = rule
    event.attendees, event.categories, event.attachments = [], [], []
    event.draft = False
    out = VEventSeries()
    out.main, out.occurrences, out.counters, out.acceptCounters = event, [], [], True
    return out


def card(given, family, address):
    out = VCard()
    out.kind = VCardKind("individual")
    out.identification = VCardIdentification()
    out.identification.name = VCardIdentificationName()
    out.identification.name.givenNames, out.identification.name.familyNames = given, family
    out.identification.name.parameters, out.identification.photo = [], False
    out.communications = VCardCommunications()
    mail = VCardCommunicationsEmail()
    mail.value, mail.parameters = address, []
    out.communications.emails = [mail]
    out.communications.tels = out.communications.impps = out.communications.langs = []
    out.organizational, out.explanatory = VCardOrganizational(), VCardExplanatory()
    out.organizational.member, out.explanatory.urls, out.explanatory.categories = [], [], []
    out.security = VCardSecurity()
    out.security.keys, out.deliveryAddressing = [], []
    return out

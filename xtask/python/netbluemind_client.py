"""Drives a BlueMind, or the stand-in, with BlueMind's own Python client (package netbluemind5).

    netbluemind_client.py full|readback BASE_URL LOGIN PASSWORD DOMAIN_UID USER_UID

full      logs in and exercises users, calendars, ICS import, books, todo lists, rights, subscriptions,
          settings, resources, groups and folders.
readback  logs in, reads the events and cards of the user, of which there must be at least one each,
          and creates one of each.

Exits with 0 when everything held, otherwise with 1 and one line that says what did not.
"""

import json
import sys
import uuid

from bluemind_shapes import card, date, series
from netbluemind.addressbook.api.AddressBookDescriptor import AddressBookDescriptor
from netbluemind.addressbook.api.IAddressBook import IAddressBook
from netbluemind.addressbook.api.IAddressBooksMgmt import IAddressBooksMgmt
from netbluemind.addressbook.api.VCardChanges import VCardChanges
from netbluemind.addressbook.api.VCardChangesItemAdd import VCardChangesItemAdd
from netbluemind.addressbook.api.VCardQuery import VCardQuery
from netbluemind.addressbook.api.VCardQueryOrderBy import VCardQueryOrderBy
from netbluemind.authentication.api.IAuthentication import IAuthentication
from netbluemind.backend.mail.api.IMailboxFoldersByContainer import IMailboxFoldersByContainer
from netbluemind.backend.mail.api.MailboxFolder import MailboxFolder
from netbluemind.calendar.api.CalendarDescriptor import CalendarDescriptor
from netbluemind.calendar.api.ICalendar import ICalendar
from netbluemind.calendar.api.ICalendarsMgmt import ICalendarsMgmt
from netbluemind.calendar.api.IVEvent import IVEvent
from netbluemind.calendar.api.VEventChanges import VEventChanges
from netbluemind.calendar.api.VEventChangesItemAdd import VEventChangesItemAdd
from netbluemind.calendar.api.VEventChangesItemDelete import VEventChangesItemDelete
from netbluemind.calendar.api.VEventQuery import VEventQuery
from netbluemind.core.api.Email import Email
from netbluemind.core.container.api.ContainerQuery import ContainerQuery
from netbluemind.core.container.api.ContainerSubscription import ContainerSubscription
from netbluemind.core.container.api.IContainerManagement import IContainerManagement
from netbluemind.core.container.api.IContainers import IContainers
from netbluemind.core.container.model.ContainerDescriptor import ContainerDescriptor
from netbluemind.core.container.model.acl.AccessControlEntry import AccessControlEntry
from netbluemind.core.container.model.acl.Verb import Verb
from netbluemind.directory.api.BaseDirEntryAccountType import BaseDirEntryAccountType
from netbluemind.directory.api.DirEntryQuery import DirEntryQuery
from netbluemind.directory.api.IDirectory import IDirectory
from netbluemind.group.api.Group import Group
from netbluemind.group.api.IGroup import IGroup
from netbluemind.group.api.Member import Member
from netbluemind.group.api.MemberType import MemberType
from netbluemind.icalendar.api.ICalendarElementRRule import ICalendarElementRRule
from netbluemind.icalendar.api.ICalendarElementRRuleFrequency import ICalendarElementRRuleFrequency
from netbluemind.mailbox.api.IMailboxes import IMailboxes
from netbluemind.mailbox.api.MailboxRouting import MailboxRouting
from netbluemind.python.client import BMClient, ServerFault
from netbluemind.resource.api.IResources import IResources
from netbluemind.resource.api.ResourceDescriptor import ResourceDescriptor
from netbluemind.resource.api.ResourceReservationMode import ResourceReservationMode
from netbluemind.resource.api.type.IResourceTypes import IResourceTypes
from netbluemind.resource.api.type.ResourceTypeDescriptor import ResourceTypeDescriptor
from netbluemind.tag.api.ITags import ITags
from netbluemind.tag.api.Tag import Tag
from netbluemind.todolist.api.ITodoList import ITodoList
from netbluemind.todolist.api.ITodoLists import ITodoLists
from netbluemind.todolist.api.VTodo import VTodo
from netbluemind.user.api.IUser import IUser
from netbluemind.user.api.IUserSettings import IUserSettings
from netbluemind.user.api.IUserSubscription import IUserSubscription
from netbluemind.user.api.User import User

RUN = uuid.uuid4().hex[:8]


class Unmet(Exception):
    """Something that had to hold did not."""


def check(holds, what):
    if not holds:
        raise Unmet(what)


def refused(call, code, what):
    """The call must be refused with this error code."""
    try:
        call()
    except ServerFault as fault:
        check(fault.args[0] == code, f"{what}: refused with {fault.args[0]}, not {code}")
        return
    raise Unmet(f"{what}: was not refused")


class Script:
    def __init__(self, base, login, password, domain, user):
        base = base.rstrip("/")
        self.client = BMClient(base if base.endswith("/api") else base + "/api")
        self.client.login(login, password)
        self.domain, self.user = domain, user

    def at(self, interface, *args):
        return self.client.instance(interface, *args)

    def act_as_user(self):
        """Works as the user from now on; answers the user's address at the domain."""
        user = self.at(IUser, self.domain).getComplete(self.user)
        check(user is not None, f"user {self.user} is not there")
        latd = f"{user.value.login}@{self.domain}"
        answer = self.at(IAuthentication).su(latd)
        check(answer.status.name == "Ok", f"_su as {latd} is {answer.status.name}")
        check(answer.latd == latd, f"_su answered latd {answer.latd}")
        self.client.apiKey = answer.authKey
        return latd

    def owned(self, kind):
        query = ContainerQuery()
        query.type, query.owner, query.verb = kind, self.user, []
        query.size = 0
        return [c.uid for c in self.at(IContainers).all(query) if c.owner == self.user]

    # -- full ---------------------------------------------------------------

    def login_failures(self, login):
        answer = self.at(IAuthentication).login(login, "not the password", "test")
        check(answer.status.name == "Bad", "a wrong password is not Bad")
        stranger = BMClient(self.client.baseUrl, "no such session")
        refused(stranger.instance(IAuthentication).getCurrentUser, "AUTHENTICATION_FAIL", "bad key")

    def users(self):
        users = self.at(IUser, self.domain)
        check(self.user in users.allUids(), "the user is not among all users")
        value, login = User(), f"py{RUN}"
        value.login, value.password = login, "secret phrase"
        value.contactInfos = card("Py", "Thon", f"{login}@{self.domain}")
        value.routing, value.emails = MailboxRouting("internal"), []
        value.accountType = BaseDirEntryAccountType("FULL")
        value.hidden = value.archived = value.system = False
        value.passwordMustChange, value.passwordNeverExpires = False, False
        value.properties = {}
        users.create(f"uid-{login}", value)
        made = users.byLogin(login)
        check(made.uid == f"uid-{login}", "byLogin does not find the new user")
        check(users.byEmail(f"{login}@{self.domain}").uid == made.uid, "byEmail does not find it")
        check(users.byEmail(f"nobody-{RUN}@{self.domain}") is None, "byEmail finds nobody")
        check(made.value.password is None, "a password is read back")
        check(any(m.isDefault for m in made.value.emails), "no default address")
        refused(lambda: users.create(f"uid-{login}-2", value), "ALREADY_EXISTS", "same login twice")
        calendar = self.at(ICalendar, f"calendar:Default:{made.uid}")
        check(calendar.all() == [], "the default calendar is not there")
        query = DirEntryQuery()
        query.hiddenFilter = query.systemFilter = query.onlyManagable = query.lightResults = False
        setattr(query, "from_", 0)
        query.size, query.emailFilter = -1, f"{login}@{self.domain}"
        query.kindsFilter, query.entries = [], []
        found = self.at(IDirectory, self.domain).search(query)
        check([v.value.entryUid for v in found.values] == [made.uid], "the directory does not find it")
        status = self.client.waitTask(users.delete(made.uid))
        check(status.state.name == "Success", "deleting the user failed")

    def calendars(self):
        uid = f"calendar:UserCreated:{RUN}"
        descriptor = CalendarDescriptor()
        descriptor.name, descriptor.owner, descriptor.domainUid = "Python", self.user, self.domain
        descriptor.settings = {}
        self.at(ICalendarsMgmt).create(uid, descriptor)
        calendar = self.at(ICalendar, uid)
        weekly = ICalendarElementRRule()
        weekly.frequency, weekly.interval = ICalendarElementRRuleFrequency("WEEKLY"), 1
        calendar.create("first", series("First", "2026-03-02T09:00:00.000+01:00",
                                        "2026-03-02T10:00:00.000+01:00", weekly), False)
        since = calendar.getVersion()
        read = calendar.getComplete("first")
        check(read.value.main.summary == "First", "the event reads back differently")
        check(read.value.icsUid == "first", "icsUid is not the uid")
        check(calendar.getComplete("missing") is None, "a missing event is something")
        refused(lambda: calendar.create("first", series("x", "2026-03-02", "2026-03-03"), False),
                "ALREADY_EXISTS", "same uid twice")
        refused(lambda: calendar.create("none", series("", "2026-03-02", "2026-03-03"), False),
                "EMPTY_EVENT_TITLE", "an event without title")
        changes = VEventChanges()
        changes.add, changes.modify, changes.delete = [], [], []
        for n in range(3):
            item = VEventChangesItemAdd()
            item.uid, item.sendNotification = f"batch-{n}", False
            item.value = series(f"Batch {n}", "2026-04-01", "2026-04-02")
            changes.add.append(item)
        changes.add[2].value.main.summary = None
        result = calendar.updates(changes)
        check(result.added == ["batch-0", "batch-1"], f"the batch added {result.added}")
        check([e.errorCode.name for e in result.errors] == ["EMPTY_EVENT_TITLE"], "no error per item")
        changeset = calendar.changeset(since)
        check(changeset.created == ["batch-0", "batch-1"], f"created {changeset.created}")
        gone = VEventChangesItemDelete()
        gone.uid, gone.sendNotification = "batch-1", False
        changes.add, changes.delete = [], [gone]
        check(calendar.updates(changes).removed == ["batch-1"], "the batch removed nothing")
        found = calendar.getByIcsUid("first")
        check([i.uid for i in found] == ["first"], "search by icsUid")
        query = VEventQuery()
        setattr(query, "from_", 0)
        query.size, query.query, query.escapeQuery = 10, "Batch", False
        query.resolveAttendees = False
        check(calendar.search(query).total == 1, "the search does not find one")
        check(calendar.list().total == 2 and len(calendar.multipleGet(["first", "x"])) == 1, "list")
        self.ics_import(uid, calendar)
        refused(lambda: calendar.delete("first", None), 0, "delete without sendNotifications")
        check(calendar.getComplete("first") is None, "it was not deleted before it failed")

    def ics_import(self, uid, calendar):
        text = "\r\n".join([
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//test//EN", "BEGIN:VEVENT",
            "UID:imported@valmont.example", "DTSTAMP:20260101T000000Z",
            "DTSTART;TZID=Europe/Paris:20260504T080000", "DTEND;TZID=Europe/Paris:20260504T090000",
            "SUMMARY:Imported", "END:VEVENT", "END:VCALENDAR", ""])
        status = self.client.waitTask(self.at(IVEvent, uid).importIcs(text.encode()))
        check(status.state.name == "Success", "the import failed")
        check(json.loads(status.result)["uids"] == ["imported@valmont.example"], "wrong uids")
        read = calendar.getComplete("imported@valmont.example")
        check(read.value.main.dtstart.iso8601 == "2026-05-04T08:00:00.000+02:00", "import: start")

    def books(self):
        uid = f"book:UserCreated_{RUN}"
        descriptor = AddressBookDescriptor()
        descriptor.name, descriptor.owner, descriptor.domainUid = "Python", self.user, self.domain
        descriptor.settings, descriptor.system = {}, False
        self.at(IAddressBooksMgmt).create(uid, descriptor, False)
        book = self.at(IAddressBook, uid)
        book.create("one", card("Zoé", "Petit", "ZOE@Example.TEST"))
        read = book.getComplete("one").value
        check(read.identification.formatedName.value == "Zoé Petit", "formatted name is not built")
        check(read.communications.emails[0].value == "zoe@example.test", "address is not lower-cased")
        refused(lambda: book.create("two", card("A", "B", "no address")), "INVALID_EMAIL", "bad mail")
        changes, item = VCardChanges(), VCardChangesItemAdd()
        item.uid, item.value = "three", card("Max", "Grand", "max@example.test")
        changes.add, changes.modify, changes.delete = [item], [], []
        check(book.updates(changes).added == ["three"], "the batch of cards")
        query = VCardQuery()
        setattr(query, "from_", 0)
        query.size, query.query, query.escapeQuery = -1, "Petit", False
        query.orderBy = VCardQueryOrderBy("FormatedName")
        check([i.uid for i in book.search(query).values] == ["one"], "search of cards")
        check(book.allUids() == ["one", "three"], "all cards")

    def todos(self):
        uid = f"todolist:user_{RUN}"
        descriptor = ContainerDescriptor()
        descriptor.uid, descriptor.name, descriptor.owner = uid, "Python", self.user
        descriptor.type, descriptor.domainUid, descriptor.settings = "todolist", self.domain, {}
        descriptor.defaultContainer = descriptor.readOnly = descriptor.deleted = False
        descriptor.internalId, descriptor.offlineSync, descriptor.verbs = 0, False, []
        self.at(ITodoLists).create(uid, descriptor)
        todos, todo = self.at(ITodoList, uid), VTodo()
        todo.summary, todo.uid, todo.due = "Buy paper", f"todo-{RUN}", date("2026-05-05")
        todo.attendees, todo.categories, todo.attachments, todo.draft = [], [], [], False
        todos.create("todo", todo)
        check(todos.getComplete("todo").value.percent == 0, "percent is not 0")
        todos.create("twin", todo)
        check(todos.getComplete("twin") is None, "a second task of the same uid is there")
        tag, tags = Tag(), self.at(ITags, f"tags_{self.user}")
        tag.label, tag.color = f"Tag {RUN}", "#3d98ff"
        tags.create(f"tag-{RUN}", tag)
        check(tags.getComplete(f"tag-{RUN}").value.label == tag.label, "the tag reads back")

    def rights(self):
        uid = f"calendar:UserCreated:{RUN}"
        manage = self.at(IContainerManagement, uid)
        entries = []
        for verb in ("Read", "Write"):
            entry = AccessControlEntry()
            entry.subject, entry.verb = self.domain, Verb(verb)
            entries.append(entry)
        manage.setAccessControlList(entries)
        read = [(e.subject, e.verb.name) for e in manage.getAccessControlList()]
        check(read == [(self.domain, "Write")], f"the list is not compacted: {read}")
        manage.setSettings({"bm_color": "#aabbcc"})
        check(manage.getSettings() == {"bm_color": "#aabbcc"}, "settings of the container")
        subscription, subscriptions = ContainerSubscription(), self.at(IUserSubscription, self.domain)
        subscription.containerUid, subscription.offlineSync, subscription.automount = uid, False, True
        subscriptions.subscribe(self.user, [subscription])
        names = [s.containerUid for s in subscriptions.listSubscriptions(self.user, "calendar")]
        check(uid in names and f"calendar:Default:{self.user}" in names, "the subscriptions")
        subscriptions.unsubscribe(self.user, [uid])

    def settings(self):
        settings = self.at(IUserSettings, self.domain)
        before = settings.get(self.user)
        check("timezone" in before and "lang" in before, "the domain's settings are not merged in")
        settings.setOne(self.user, "day_weekstart", "sunday")
        after = settings.get(self.user)
        check(after["day_weekstart"] == "sunday" and after["lang"] == before["lang"], "one setting")
        settings.setOne(self.user, "day_weekstart", before["day_weekstart"])

    def resources(self):
        kind = ResourceTypeDescriptor()
        kind.label, kind.properties, kind.templates = "Python rooms", [], {}
        self.at(IResourceTypes, self.domain).create(f"type-{RUN}", kind)
        room, address = ResourceDescriptor(), Email()
        address.address, address.allAliases = f"room{RUN}@{self.domain}", False
        address.isDefault = True
        room.label, room.typeIdentifier, room.emails = "Python room", f"type-{RUN}", [address]
        room.properties, room.reservationMode = [], ResourceReservationMode("AUTO_ACCEPT")
        room.hidden = room.archived = room.system = False
        resources = self.at(IResources, self.domain)
        resources.create(f"room-{RUN}", room)
        check(resources.get(f"room-{RUN}").label == "Python room", "the room reads back")
        check(self.at(ICalendar, f"calendar:room-{RUN}").all() == [], "the room's calendar")
        check(resources.byType(f"type-{RUN}") == [f"room-{RUN}"], "rooms by type")

    def groups(self):
        groups, group = self.at(IGroup, self.domain), Group()
        group.name, group.emails, group.properties = f"Python {RUN}", [], {}
        group.hidden = group.archived = group.system = group.hiddenMembers = group.mailArchived = False
        groups.create(f"group-{RUN}", group)
        member = Member()
        member.type, member.uid = MemberType("user"), self.user
        groups.add(f"group-{RUN}", [member])
        check([m.uid for m in groups.getMembers(f"group-{RUN}")] == [self.user], "the members")
        check(groups.byName(group.name).uid == f"group-{RUN}", "the group by name")

    def folders(self):
        subtree = f"subtree_{self.domain.replace('.', '_')}!user.{self.user}"
        folders, folder = self.at(IMailboxFoldersByContainer, subtree), MailboxFolder()
        folder.name, folder.deleted = f"Python {RUN}", False
        first = folders.createBasic(folder)
        check(folders.createBasic(folder).uid == first.uid, "creating a folder again is not idempotent")
        names = [f.value.fullName for f in folders.all()]
        check("INBOX" in names and folder.name in names, "the folders")
        check(folders.byName("INBOX") is not None, "INBOX by name")
        config = self.at(IMailboxes, self.domain).getMailboxConfig(self.user)
        check(config.messageMaxSize > 0, "the size limit of the mailbox")

    def full(self, login):
        self.login_failures(login)
        self.users()
        self.resources()
        self.groups()
        key = self.client.apiKey
        self.act_as_user()
        for step in (self.calendars, self.books, self.todos, self.rights, self.settings,
                     self.folders):
            step()
        self.at(IAuthentication).logout()
        refused(lambda: self.at(IUser, self.domain).allUids(), "AUTHENTICATION_FAIL", "after logout")
        self.client.apiKey = key
        print("netbluemind5: login, users, calendars, ICS import, books, todo lists, rights, "
              "subscriptions, settings, resources, groups and folders hold")

    # -- readback -----------------------------------------------------------

    def readback(self):
        self.act_as_user()
        events, cards = 0, 0
        for uid in self.owned("calendar"):
            for item in self.at(ICalendar, uid).list().values:
                check(item.value.main or item.value.occurrences, f"event {item.uid} is empty")
                events += 1
        for uid in self.owned("addressbook"):
            book = self.at(IAddressBook, uid)
            for item in book.multipleGet(book.allUids()):
                check(item.value.identification.formatedName.value, f"card {item.uid} has no name")
                cards += 1
        check(events > 0, f"no event of {self.user} was migrated")
        check(cards > 0, f"no card of {self.user} was migrated")
        calendar = self.at(ICalendar, f"calendar:Default:{self.user}")
        uid = f"readback-{RUN}"
        calendar.create(uid, series("Read back", "2026-06-01T09:00:00.000+02:00",
                                    "2026-06-01T10:00:00.000+02:00"), False)
        check(calendar.getComplete(uid).value.main.summary == "Read back", "the new event")
        book = self.at(IAddressBook, f"book:Contacts_{self.user}")
        book.create(uid, card("Read", "Back", "read.back@example.test"))
        check(book.getComplete(uid).value.identification.formatedName.value == "Read Back", "new card")
        print(f"netbluemind5: {events} events and {cards} cards read back, one of each created")


def main(args):
    if len(args) != 6 or args[0] not in ("full", "readback"):
        print(__doc__, file=sys.stderr)
        return 2
    mode, base, login, password, domain, user = args
    try:
        script = Script(base, login, password, domain, user)
        if mode == "full":
            script.full(login)
        else:
            script.readback()
    except ServerFault as fault:
        print(f"{mode}: the server answered {fault.args}", file=sys.stderr)
        return 1
    except Unmet as what:
        print(f"{mode}: {what}", file=sys.stderr)
        return 1
    except (OSError, KeyError, AttributeError) as error:
        print(f"{mode}: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/env python3
"""Microsoft's own Python client pages through a Graph server: users, folders, messages, events, contacts, tasks.

    msgraph_client.py BASE_URL TOKEN_URL CLIENT_ID CLIENT_SECRET TENANT

BASE_URL ends in /v1.0. Exits 0 and says what it counted, or with 1 and one line that says what is wrong.
Needs the package msgraph-sdk.
"""

import asyncio
import sys
import time
from dataclasses import dataclass, field

import httpx
from kiota_abstractions.authentication import AccessTokenProvider, AllowedHostsValidator
from kiota_abstractions.authentication.base_bearer_token_authentication_provider import (
    BaseBearerTokenAuthenticationProvider,
)
from kiota_abstractions.base_request_configuration import RequestConfiguration
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.users.item.events.item.event_item_request_builder import (
    EventItemRequestBuilder,
)
from msgraph.generated.users.item.mail_folders.item.messages.messages_request_builder import (
    MessagesRequestBuilder,
)
from msgraph.generated.users.users_request_builder import UsersRequestBuilder
from msgraph_core import GraphClientFactory


# Every how many users the mailbox is read too: the client is slow, and they are alike.
SAMPLE = 4


class Wrong(Exception):
    """What the server answered is not what Graph answers."""


class Tokens(AccessTokenProvider):
    """Client credentials over plain HTTP, for loopback."""

    def __init__(self, url, client, secret):
        self.url, self.client, self.secret = url, client, secret
        self.token, self.ends = None, 0.0

    async def get_authorization_token(self, uri, additional_authentication_context=None):
        if time.monotonic() >= self.ends:
            async with httpx.AsyncClient(trust_env=False) as http:
                answer = await http.post(self.url, data={
                    "grant_type": "client_credentials",
                    "client_id": self.client,
                    "client_secret": self.secret,
                    "scope": "https://graph.microsoft.com/.default",
                })
            body = answer.json()
            if answer.status_code != 200:
                raise Wrong(f"no token: {body.get('error_description', body)}")
            self.token = body["access_token"]
            self.ends = time.monotonic() + body["expires_in"] - 30
        return self.token

    def get_allowed_hosts_validator(self):
        return AllowedHostsValidator([])


class PlainBearer(BaseBearerTokenAuthenticationProvider):
    """The library's provider, without its refusal of http: the server is on loopback."""

    async def authenticate_request(self, request, additional_authentication_context=None):
        token = await self.access_token_provider.get_authorization_token(request.url)
        request.headers.add("Authorization", f"Bearer {token}")


@dataclass
class Counts:
    users: int = 0
    folders: int = 0
    messages: int = 0
    mime: int = 0
    calendars: int = 0
    events: int = 0
    exceptions: int = 0
    contacts: int = 0
    tasks: int = 0
    pages: int = 0
    ids: set = field(default_factory=set)


def need(condition, what):
    if not condition:
        raise Wrong(what)


async def every(counts, builder, configuration=None):
    """All items behind a request builder, following each nextLink."""
    page = await builder.get(request_configuration=configuration)
    seen = set()
    while True:
        counts.pages += 1
        need(page.value is not None, "a page without value")
        for item in page.value:
            need(item.id, f"a {type(item).__name__} without id")
            yield item
        link = page.odata_next_link
        if not link:
            return
        need(link not in seen, f"a nextLink that leads in a circle: {link}")
        seen.add(link)
        page = await builder.with_url(link).get()


def select(kind, *fields, **more):
    return RequestConfiguration(query_parameters=kind(select=list(fields), **more))


async def folders(counts, user):
    """Every mail folder, with its children."""
    waiting = [folder async for folder in every(counts, user.mail_folders)]
    while waiting:
        folder = waiting.pop()
        need(folder.display_name, "a mail folder without a name")
        counts.folders += 1
        yield folder
        if folder.child_folder_count:
            below = user.mail_folders.by_mail_folder_id(folder.id).child_folders
            found = [child async for child in every(counts, below)]
            need(len(found) == folder.child_folder_count,
                 f"{folder.display_name}: {len(found)} of {folder.child_folder_count} children")
            waiting.extend(found)


async def mail(counts, user):
    kind = MessagesRequestBuilder.MessagesRequestBuilderGetQueryParameters
    async for folder in folders(counts, user):
        messages = user.mail_folders.by_mail_folder_id(folder.id).messages
        fields = select(kind, "subject", "from", "receivedDateTime", "isRead", top=7)
        found = [message async for message in every(counts, messages, fields)]
        need(len({message.id for message in found}) == len(found), "a message comes twice")
        need(len(found) == folder.total_item_count,
             f"{folder.display_name}: {len(found)} of {folder.total_item_count} messages")
        need(all(message.body is None for message in found), "an unselected property came along")
        counts.messages += len(found)
        for message in found[:2]:
            mime = await user.messages.by_message_id(message.id).content.get()
            need(mime, f"message {message.subject!r} has no MIME")
            counts.mime += 1


async def calendar(counts, user):
    kind = EventItemRequestBuilder.EventItemRequestBuilderGetQueryParameters
    async for one in every(counts, user.calendars):
        counts.calendars += 1
        events = user.calendars.by_calendar_id(one.id).events
        async for event in every(counts, events):
            counts.events += 1
            need(event.start and event.start.date_time, "an event without start")
            if event.type and event.type.value == "seriesMaster":
                fields = select(kind, "id", "cancelledOccurrences", "exceptionOccurrences",
                                expand=["exceptionOccurrences"])
                whole = await user.events.by_event_id(event.id).get(request_configuration=fields)
                need(whole.cancelled_occurrences is not None, "a series without cancelledOccurrences")
                for exception in whole.exception_occurrences or []:
                    need(exception.original_start, "an exception without originalStart")
                    counts.exceptions += 1


async def people(counts, user):
    async for contact in every(counts, user.contacts):
        need(contact.last_modified_date_time, "a contact without date")
        counts.contacts += 1
    async for folder in every(counts, user.contact_folders):
        below = user.contact_folders.by_contact_folder_id(folder.id).contacts
        counts.contacts += len([contact async for contact in every(counts, below)])
    async for one in every(counts, user.todo.lists):
        below = user.todo.lists.by_todo_task_list_id(one.id).tasks
        counts.tasks += len([task async for task in every(counts, below)])


async def errors(client, user):
    """What is not there is said in Graph's shape, which the client understands."""
    try:
        await user.messages.by_message_id("AAMkAGVmbm90aGVyZQ==").get()
    except ODataError as error:
        need(error.error and error.error.code == "ErrorItemNotFound", f"odd error {error.error}")
        return
    raise Wrong("a message that does not exist was answered")


async def run(base, token_url, client_id, secret):
    adapter = GraphRequestAdapter(
        PlainBearer(Tokens(token_url, client_id, secret)),
        client=GraphClientFactory.create_with_default_middleware(
            host=base.removesuffix("/v1.0"), client=httpx.AsyncClient(trust_env=False, timeout=30)),
    )
    adapter.base_url = base
    client = GraphServiceClient(request_adapter=adapter)
    counts = Counts()
    kind = UsersRequestBuilder.UsersRequestBuilderGetQueryParameters
    fields = select(kind, "id", "userPrincipalName", "mail", "proxyAddresses", top=9)
    async for user in every(counts, client.users, fields):
        need(user.proxy_addresses, f"{user.mail} has no proxyAddresses")
        counts.users += 1
        if counts.users % SAMPLE != 1:
            continue
        mailbox = client.users.by_user_id(user.id)
        settings = await mailbox.mailbox_settings.get()
        need(settings.user_purpose, f"{user.mail} has no userPurpose")
        await mail(counts, mailbox)
        await calendar(counts, mailbox)
        await people(counts, mailbox)
        if counts.users == 1:
            await errors(client, mailbox)
    need(counts.users and counts.messages and counts.events and counts.contacts, f"too little: {counts}")
    return counts


def main():
    if len(sys.argv) != 6:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    base, token_url, client_id, secret, tenant = sys.argv[1:]
    try:
        need(tenant in token_url, f"token URL {token_url} is not the tenant's ({tenant})")
        counts = asyncio.run(run(base.rstrip("/"), token_url, client_id, secret))
    except (Wrong, ODataError, httpx.HTTPError) as error:
        message = error.error.message if isinstance(error, ODataError) and error.error else error
        print(f"msgraph-sdk: {type(error).__name__}: {message}", file=sys.stderr)
        return 1
    print(f"msgraph-sdk read {counts.users} users, {counts.folders} folders, {counts.messages} messages "
          f"({counts.mime} as MIME), {counts.calendars} calendars, {counts.events} events "
          f"({counts.exceptions} exceptions), {counts.contacts} contacts, {counts.tasks} tasks "
          f"in {counts.pages} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())

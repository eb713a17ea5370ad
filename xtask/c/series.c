/*
 * Expands every calendar of a folder with libical.
 *
 *     series FOLDER < LIST
 *
 * LIST has a line for each file: its name, a tab, and the day (YYYYMMDD) before which it is asked. Prints a JSON object a
 * line: file, found (when each occurrence starts, an instant in UTC or a day, and its SUMMARY) or error.
 */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST = 4096 };

struct found {
    int number, is_days, starts;
    time_t start[MOST];
    const char *summary[MOST];
    time_t changed[MOST];
    int changes;
    time_t end;
    const char *own;
};

static char *content(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    char *text = calloc(1, 4 << 20);
    size_t length = text ? fread(text, 1, (4 << 20) - 1, file) : 0;
    fclose(file);
    return length ? text : NULL;
}

/* Days and times without a zone count as UTC. */
static time_t instant(struct icaltimetype time)
{
    return icaltime_as_timet_with_zone(time, time.zone ? time.zone : icaltimezone_get_utc_timezone());
}

static void add(struct found *found, time_t start, const char *summary)
{
    if (start < found->end && found->number < MOST) {
        found->start[found->number] = start;
        found->summary[found->number++] = summary;
    }
}

static void occurrence(icalcomponent *event, struct icaltime_span *span, void *data)
{
    struct found *found = data;
    for (int n = 0; n < found->changes; n++)
        if (found->changed[n] == span->start) return;
    add(found, span->start, found->own);
    (void)event;
}

static void show(const char *name, struct found *found)
{
    printf("{\"file\":\"%s\",\"found\":[", name);
    for (int n = 0; n < found->number; n++) {
        char text[40];
        strftime(text, sizeof text, found->is_days ? "%Y-%m-%d" : "%Y-%m-%dT%H:%M:%SZ", gmtime(&found->start[n]));
        printf("%s[\"%s\",\"%s\"]", n ? "," : "", text, found->summary[n]);
    }
    puts("]}");
}

static void expand(const char *name, icalcomponent *calendar, const char *end)
{
    static struct found found;
    memset(&found, 0, sizeof found);
    found.end = instant(icaltime_from_string(end));
    icalcomponent *series = NULL;
    for (icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
         event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        icalproperty *id = icalcomponent_get_first_property(event, ICAL_RECURRENCEID_PROPERTY);
        if (id && found.changes < MOST) {
            found.changed[found.changes++] = instant(icalproperty_get_datetime_with_component(id, event));
            add(&found, instant(icalcomponent_get_dtstart(event)), icalcomponent_get_summary(event));
        } else {
            series = event;
        }
    }
    if (!series) {
        printf("{\"file\":\"%s\",\"error\":\"no series\"}\n", name);
        return;
    }
    found.is_days = icalcomponent_get_dtstart(series).is_date;
    found.own = icalcomponent_get_summary(series);
    /* The start of the window is years before the first of them. */
    struct icaltimetype from = icalcomponent_get_dtstart(series), to = icaltime_from_string(end);
    icaltime_adjust(&from, -2000, 0, 0, 0);
    icaltime_adjust(&to, 1, 0, 0, 0);
    icalcomponent_foreach_recurrence(series, from, to, occurrence, &found);
    show(name, &found);
}

int main(int arguments, char **argument)
{
    char line[400], path[4096];
    if (arguments != 2) return 2;
    while (fgets(line, sizeof line, stdin)) {
        char *name = strtok(line, "\t"), *end = strtok(NULL, "\n");
        snprintf(path, sizeof path, "%s/%s", argument[1], name);
        char *text = content(path);
        icalcomponent *calendar = text ? icalparser_parse_string(text) : NULL;
        if (calendar) {
            expand(name, calendar, end);
            icalcomponent_free(calendar);
        } else {
            printf("{\"file\":\"%s\",\"error\":\"cannot be read\"}\n", name);
        }
        free(text);
    }
    return 0;
}

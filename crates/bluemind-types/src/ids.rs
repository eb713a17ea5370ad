use viaduc_wire as wire;

wire::texts! {
    /// The uid of an item in its container, chosen by whoever creates it. Best without `/`.
    pub struct ItemUid;
    /// The uid of a container: a calendar, a book, a list, a folder tree.
    pub struct ContainerUid;
    /// The uid of a domain, which is its name.
    pub struct DomainUid;
    /// The uid of the directory entry that owns a container.
    pub struct OwnerUid;
    /// The UID of an event or task in iCalendar.
    pub struct IcsUid;
    /// The id of a long-running task.
    pub struct TaskId;
    /// The id of an uploaded part; valid in the session that uploaded it.
    pub struct PartId;
}

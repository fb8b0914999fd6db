"""What a table may hold. No Django."""

from __future__ import annotations

from handrail.kit.words import mark

from .shaping import (
    ACCOUNT_ID,
    ACCOUNT_NAME,
    ARR,
    CURRENCY,
    KEEP,
    LEAVE,
    OWNER,
    SENTIMENT,
    Field,
    Target,
    field,
    fold,
    needs,
    record_id,
)
from .signals import SURVEYS, USAGE

__all__ = ["DATES", "KEEP", "LEAVE", "NOISE", "TALLIED", "TARGETS", "Field", "Target", "fold"]

ACCOUNTS = Target(
    "accounts", mark("Customers"), mark("customer"),
    (
        record_id("Account ID, AccountId, Company ID, Customer ID, Kundennummer, Kunden-ID, Customer No, "
            "Client ID"),
        field("name", mark("Name"), "text",
              "Name, Account Name, Account, Company Name, Company, Customer, Customer Name, Client, "
              "Client Name, Kunde, Kundenname, Firma, Unternehmen, Organisation, Organization", 300),
        field("parent", mark("Parent account"), "account",
              "ParentId, Parent Account, Parent Company, Parent, Parent Account ID, Muttergesellschaft, "
              "Konzern", 300),
        field("tier", mark("Tier"), "tier", "Tier, Customer Tier, Account Tier, Segment, Customer Segment, "
            "Stufe, Kategorie"),
        ARR,
        CURRENCY,
        field("industry", mark("Industry"), "text", "Industry, Branche, Sector, Vertical, Industry Vertical", 200),
        field("region", mark("Region"), "text",
              "Region, Territory, Sales Region, Geo, BillingCountry, Billing Country, Country, "
              "Country/Region, Land, Gebiet, Shipping Country", 200),
        field("size", mark("Size"), "text",
              "Size, Company Size, NumberOfEmployees, Number of Employees, Employees, Mitarbeiter, "
              "Mitarbeiterzahl, Headcount, Seats, Firmengröße", 100),
        field("website", mark("Website"), "text",
              "Website, Website URL, URL, Company Domain Name, Domain, Webseite, Homepage, Web", 500),
        field("renewal_on", mark("Renewal date"), "date",
              "Renewal, Renewal Date, Next Renewal, Contract End, Contract End Date, "
              "Contract Renewal Date, End Date, Subscription End, Verlängerung, Verlängerungsdatum, "
              "Vertragsende, Vertragsverlängerung, Next Renewal Date, Renewal On, Renews On"),
        field("notice_on", mark("Notice date"), "date",
              "Notice, Notice Date, Cancellation Date, Notice Period End, Kündigungsfrist, "
              "Kündigungsdatum, Notice On"),
        field("anniversary_on", mark("Anniversary"), "date",
              "Anniversary, Customer Since, Start Date, Contract Start, Contract Start Date, Go Live, "
              "Kunde seit, Vertragsbeginn, Onboarded, Become a customer date, Customer Start Date"),
        SENTIMENT,
        field("sentiment_note", mark("Sentiment, in words"), "text", "Sentiment Note, Sentiment Comment, "
            "CSM Comment"),
        OWNER,
    ),
    ("account", "customer", "compan", "kunde", "client", "organi", "firm"), "001",
    needs("name id"),
)  # fmt: skip

OPPORTUNITIES = Target(
    "opportunities", mark("Opportunities"), mark("opportunity"),
    (
        record_id("Opportunity ID, OpportunityId, Deal ID, Deal Id, Opp ID, Opportunity Number"),
        field("name", mark("Name"), "text",
              "Name, Opportunity Name, Opportunity, Deal Name, Deal, Opp Name, Title, Titel, "
              "Verkaufschance, Opportunity Title, Geschäft, Chance", 300),
        ACCOUNT_ID,
        ACCOUNT_NAME,
        field("kind", mark("Kind"), "kind",
              "Type, Opportunity Type, Deal Type, Kind, Art, Typ, Business Type, New or Existing, "
              "Geschäftsart"),
        field("stage", mark("Stage"), "stage",
              "StageName, Stage, Deal Stage, Opportunity Stage, Sales Stage, Pipeline Stage, Phase, "
              "Vertriebsphase, Verkaufsphase, Status, Deal Status, Stufe, Forecast Stage"),
        ARR,
        CURRENCY,
        field("close_on", mark("Close date"), "date",
              "CloseDate, Close Date, Closing Date, Expected Close, Expected Close Date, Closed Date, "
              "Close, Abschlussdatum, Abschluss, Abschluss am, Expected Closing, Erwarteter Abschluss, "
              "Close On, Won Date"),
        field("sa_validated", mark("Validated by an SA"), "flag",
              "SA Validated, Technical Validation, Technical Win, SA Validation, Technically Validated, "
              "Technical Evaluation Validated, SA Validated Evaluation, Tech Win"),
        OWNER,
    ),
    ("opportunit", "deal", "opps", "pipeline", "verkaufschance", "chancen"), "006",
    needs("name id", "stage close_on arr"),
)  # fmt: skip

USERS = Target(
    "users", mark("Members"), mark("member"),
    (
        record_id("User ID, UserId, Owner ID, Owner Id, Employee ID"),
        field("name", mark("Name"), "text", "Name, Full Name, User, User Name, Display Name, "
            "Vollständiger Name, Benutzer", 200),
        field("first_name", mark("First name"), "text", "FirstName, First Name, Vorname, Given Name", 100),
        field("last_name", mark("Last name"), "text", "LastName, Last Name, Nachname, Surname, Family Name", 100),
        field("email", mark("E-mail"), "email", "Email, E-mail, Email Address, User Email, E-Mail-Adresse, "
            "Mail", 254),
        field("username", mark("Username"), "text", "Username, Login, Alias, Benutzername", 254),
        field("job", mark("Job"), "text", "Job, Role, UserRole, Title, Job Title, Profile, Position, Rolle, "
            "UserRole.Name", 60),
        field("manager", mark("Manager"), "owner", "ManagerId, Manager, Reports To, Manager Name, Vorgesetzter, "
            "Manager Email", 300),
        field("active", mark("Active"), "flag", "IsActive, Active, Is Active, Aktiv, Enabled"),
    ),
    ("user", "member", "owner", "mitarbeiter", "benutzer", "employee"), "005",
    needs("name first_name last_name email", "email username job active"), keeps=False,
)  # fmt: skip

CONTACTS = Target(
    "contacts", mark("Stakeholders"), mark("stakeholder"),
    (
        record_id("Contact ID, ContactId, Person ID"),
        ACCOUNT_ID,
        ACCOUNT_NAME,
        field("name", mark("Name"), "text",
              "Name, Full Name, Contact Name, Contact, Stakeholder, Stakeholder Name, Ansprechpartner, "
              "Person, Kontakt, Kontaktname", 200),
        field("first_name", mark("First name"), "text", "FirstName, First Name, Vorname, Given Name", 100),
        field("last_name", mark("Last name"), "text", "LastName, Last Name, Nachname, Surname, Family Name", 100),
        field("title", mark("Title"), "text", "Title, Job Title, Position, Jobtitel, Funktion, "
            "Berufsbezeichnung", 200),
        field("email", mark("E-mail"), "email", "Email, E-mail, Email Address, Contact Email, E-Mail-Adresse, "
            "Mail", 254),
        field("phone", mark("Phone"), "text", "Phone, Phone Number, Telephone, Telefon, Mobile, MobilePhone, "
            "Telefonnummer", 60),
        field("buying_role", mark("Buying role"), "buying_role",
              "Buying Role, Role, Contact Role, Stakeholder Role, Rolle, Buyer Role, "
              "OpportunityContactRole", 200),
        field("cadence", mark("Cadence"), "text", "Cadence, Meeting Cadence, Touch Frequency, Rhythmus", 120),
        SENTIMENT,
        field("notes", mark("Notes"), "text", "Notes, Description, Comment, Comments, Notizen, Bemerkung"),
    ),
    ("contact", "stakeholder", "people", "person", "kontakt", "ansprechpartner"), "003",
    needs("name last_name email", "account_id account_name title email"),
)  # fmt: skip

CASES = Target(
    "cases", mark("Support cases"), mark("case"),
    (
        record_id("Case ID, CaseId, Ticket ID, Ticket Id, Issue ID"),
        field("number", mark("Number"), "text",
              "CaseNumber, Case Number, Number, Ticket Number, Ticket, Case No, Fallnummer, Ticketnummer, "
              "Issue Key", 80),
        ACCOUNT_ID,
        ACCOUNT_NAME,
        field("title", mark("Title"), "text",
              "Subject, Title, Ticket Name, Case Subject, Summary, Betreff, Ticket Subject, Issue", 500),
        field("severity", mark("Severity"), "severity",
              "Priority, Severity, Ticket Priority, Case Priority, Priorität, Urgency, Schweregrad, "
              "Dringlichkeit"),
        field("state_text", mark("State"), "text", "Status, State, Case Status, Ticket Status, Zustand", 80),
        field("opened_on", mark("Opened on"), "date",
              "CreatedDate, Created Date, Opened, Opened On, Open Date, Create Date, Date Opened, "
              "Date/Time Opened, Erstellt am, Eröffnet, Created, Created At"),
        field("solved_on", mark("Solved on"), "date",
              "ClosedDate, Closed Date, Solved, Solved On, Resolved, Close Date, Date Closed, "
              "Resolved At, Gelöst am, Geschlossen am, Closed At, Date/Time Closed, Resolution Date"),
        field("is_closed", mark("Closed"), "flag", "IsClosed, Closed, Is Closed, Geschlossen"),
        field("escalated", mark("Escalated"), "flag", "IsEscalated, Escalated, Is Escalated, Eskaliert"),
    ),
    ("case", "ticket", "support", "incident", "issue", "fall", "faelle"), "500",
    needs("number title id", "severity state_text opened_on is_closed"),
)  # fmt: skip

REQUESTS = Target(
    "requests", mark("Customer requests"), mark("customer request"),
    (
        record_id("Request ID, Idea ID, Feature Request ID, Feedback ID"),
        ACCOUNT_ID,
        ACCOUNT_NAME,
        OWNER,
        field("title", mark("What they ask for"), "text",
              "Request, Feature Request, Idea, Request Title, Feature, Wunsch, Anforderung, Feedback", 500),
        field("text", mark("Description"), "text", "Request Description, Description, Details, Beschreibung"),
        field("kind", mark("Kind"), "text", "Request Type, Feedback Type, Idea Type, Art", 40),
        field("state", mark("State"), "text", "Request Status, Status, State, Idea Status, Zustand", 40),
        field("asked_by", mark("Asked by"), "text", "Requester, Requested By, Asked By, Submitted By, Angefragt von",
              200),
        field("asked_on", mark("Asked on"), "date",
              "Requested On, Request Date, Asked On, Submitted, Submitted On, Date Requested, Angefragt am"),
        field("answered_on", mark("Answered on"), "date", "Answered On, Responded On, Beantwortet am"),
        field("answer", mark("What we told them"), "text", "Answer, Response, Antwort"),
        field("number", mark("Number"), "text", "Request Number, Request Key, Idea Number", 80),
    ),
    ("request", "idea", "feedback", "wish", "wunsch", "anforderung"), "",
    needs("title", "state asked_on asked_by number kind account_name account_id"),
)  # fmt: skip

RISKS = Target(
    "risks", mark("Risks"), mark("risk"),
    (
        field("id", mark("Risk id"), "id", "Risk ID, RiskId, Risk_ID, ID, Risk No, Risk Number, Ref, Risk Ref, "
            "Risiko-ID, Risiko-Nr, RAID ID, RAID No, RAID Ref, Item ID, Issue ID"),
        field("raid", mark("Kind of entry (risk, assumption, issue ...)"), "text", "RAID, RAID Type, Type, Entry Type, "
            "Log Type, Item Type, RAID Category, RAID Item, Eintragsart", 120),
        ACCOUNT_ID,
        ACCOUNT_NAME,
        field("title", mark("Risk"), "text", "Risk, Title, Risk Title, Risk Name, Risiko, Risk Event, "
            "Risikotitel", 500),
        field("text", mark("Description"), "text", "Description, Risk Description, Details, Beschreibung, "
            "Risk Statement"),
        field("category", mark("Category"), "text", "Category, Risk Category, Kategorie, Area", 120),
        field("severity", mark("Severity"), "severity", "Severity, Risk Level, Level, Rating, RAG, Schweregrad, "
            "Priority, Risk Rating"),
        field("likelihood", mark("Likelihood"), "five", "Probability, Likelihood, Eintrittswahrscheinlichkeit, "
            "Wahrscheinlichkeit, Chance", 500),
        field("impact", mark("Impact"), "five", "Impact, Consequence, Auswirkung, Schaden, Business Impact"),
        field("closeness", mark("Closeness to the customer"), "five", "Closeness, Closeness to the customer, "
            "Customer Closeness"),
        field("state", mark("State"), "risk_state", "Status, State, Risk Status, Zustand, Register Status"),
        field("mitigation", mark("Mitigation"), "text",
              "Mitigation, Mitigation Plan, Mitigation Strategy, Response, Maßnahme, Maßnahmen, "
              "Gegenmaßnahme, Mitigations, Action Plan, Mitigation Action, Mitigation Actions, Mitigating Action, "
              "Risk Response, Response Plan, Treatment, Treatment Plan, Risk Treatment, Actions, Action Required, "
              "Resolution, Resolution Plan"),
        field("fallback", mark("Fallback"), "text", "Fallback, Contingency, Contingency Plan, Notfallplan, Plan B, "
            "Fallback Plan, Rückfallplan"),
        field("metric_text", mark("Metric"), "text", "Metric, Metric Threatened, KPI, Kennzahl, Objective", 300),
        field("stake", mark("At stake"), "money", "Cost Exposure, Cost Exposure USD, Cost Exposure EUR, "
            "Value at Stake, Value at Risk, At Stake, Financial Impact, Financial Exposure, Potential Loss, "
            "Cost Impact, Revenue at Risk, ARR at Risk, Schadenshöhe, Schadenhöhe"),
        CURRENCY,
        field("raised_on", mark("Raised on"), "date",
              "Identified Date, Date Identified, Raised On, Raised, Date Raised, Identified, Created, "
              "Created Date, Erfasst am"),
        field("review_on", mark("Review on"), "date",
              "Review Date, Next Review, Review On, Expected Resolution, Due, Due Date, Target Date, "
              "Überprüfung, Prüfdatum"),
        field("source", mark("Source"), "text", "Source, Quelle", 300),
        OWNER,
    ),
    ("risk", "risiko", "risiken", "raid"), "",
    needs("title text", "likelihood impact mitigation"),
)  # fmt: skip

READINGS = Target(
    "readings", mark("Readings of metrics"), mark("reading"),
    (
        ACCOUNT_ID,
        ACCOUNT_NAME,
        field("plan", mark("Plan"), "text", "Plan, Success Plan, Plan Name, Plan Key, Plan ID, Erfolgsplan", 300),
        field("metric", mark("Metric"), "text",
              "Metric, Metric Name, KPI, KPI Name, Measure, Indicator, Kennzahl, Messgröße, Value Metric, Metrik",
              300),
        field("on", mark("Day"), "date",
              "Date, Reading Date, Measured On, Measured At, As Of, On, Day, Period End, Period, Month, Datum, "
              "Stichtag, Monat, Snapshot Date, Timestamp"),
        field("value", mark("Value"), "number",
              "Value, Reading, Result, Actual, Actual Value, Current Value, Amount, Wert, Messwert, Ist, Istwert"),
        field("unit", mark("Unit"), "text", "Unit, Unit of Measure, UoM, Einheit", 60),
        field("source", mark("Source"), "text", "Source, Data Source, System, Quelle", 300),
        field("note", mark("Note"), "text", "Note, Comment, Remark, Kommentar, Anmerkung", 500),
    ),
    ("reading", "metric", "kpi", "value", "messwert", "kennzahl"), "",
    needs("metric", "on", "value", "account_id account_name plan"), keeps=False,
)  # fmt: skip

TOUCHPOINTS = Target(
    "touchpoints", mark("Touchpoints"), mark("touchpoint"),
    (
        field("id", mark("Id"), "id", "UID, iCalUID, Activity ID, ActivityId, Event ID, EventId"),
        ACCOUNT_ID,
        ACCOUNT_NAME,
        field("on", mark("Date"), "date",
              "ActivityDate, Date, Activity Date, On, Meeting Date, Call Date, Datum, StartDateTime, "
              "Start Date, Start, Activity date, Timestamp, Touch Date, Last Touch"),
        field("kind", mark("Kind"), "touch_kind",
              "Type, TaskSubtype, Activity Type, Kind, Art, Channel, Touchpoint Type, EventSubtype, "
              "Touchpoint"),
        field("summary", mark("Summary"), "text", "Subject, Summary, Title, Betreff, Topic, Thema, Activity", 500),
        field("text", mark("Text"), "text", "Description, Notes, Body, Comments, Full Comments, Notizen, Note"),
        field("owner", mark("Who"), "owner",
              "OwnerId, Owner, Assigned To, Activity assigned to, Member, Who, CSM, Author, Logged By, "
              "Verantwortlich", 300),
        field("organizer", mark("Organizer"), "text", "Organizer, Organiser, Meeting Organizer, Organisator, "
            "Besprechungsplanung"),
        field("attendees", mark("Attendees"), "text", "Attendees, Participants, Invitees, Required Attendees, "
            "Teilnehmer, Benötigte Teilnehmer, Erforderliche Teilnehmer"),
        field("version", mark("Version"), "text", "Sequence"),
    ),
    ("touch", "activit", "task", "event", "meeting", "call", "aktivit", "interaction", "calendar"), "",
    needs("on", "account_id account_name attendees", "kind summary text"), keeps=False,
)  # fmt: skip

TARGETS: dict[str, Target] = {
    target.name: target
    for target in (
        USERS,
        ACCOUNTS,
        CONTACTS,
        OPPORTUNITIES,
        CASES,
        REQUESTS,
        USAGE,
        SURVEYS,
        READINGS,
        RISKS,
        TOUCHPOINTS,
    )
}
"""In the order in which they must be written: what points at another comes after it."""

DATES = Target("dates", mark("Promised dates"), mark("promised date"), (), (), keeps=False)
"""No table of its own: dates of ours that a calendar brings back, moved to another day."""
BESIDE = (
    Target("assumptions", mark("Assumptions"), mark("assumption"), (), ()),
    Target("tasks", mark("Tasks"), mark("task"), (), ()),
    Target("decisions", mark("Decisions"), mark("decision"), (), ()),
    Target("dependencies", mark("What decisions wait for"), mark("dependency"), (), ()),
)
"""No tables of their own either: what a RAID log holds beside its risks."""
TALLIED: dict[str, Target] = {**TARGETS, DATES.name: DATES, **{one.name: one for one in BESIDE}}

NOISE = frozenset(
    fold(name)
    for name in (
        "LastViewedDate",
        "LastReferencedDate",
        "SystemModstamp",
        "PhotoUrl",
        "Last Viewed",
        "IsDeleted",
    )
)
"""Columns that a CRM changes by being looked at; left out unless a person wants them."""

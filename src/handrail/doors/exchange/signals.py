"""Tables of how much customers use, and of what they answer when they are asked. No Django."""

from __future__ import annotations

from handrail.kit.words import mark

from .shaping import ACCOUNT_ID, ACCOUNT_NAME, Target, field, needs

USAGE = Target(
    "usage", mark("Usage readings"), mark("usage reading"),
    (
        ACCOUNT_ID,
        ACCOUNT_NAME,
        field("metric", mark("What is counted"), "text",
              "Metric, Metric Name, Measure, KPI, Feature, Usage Metric, Product, Module, Kennzahl, Messgröße, "
              "Funktion", 300),
        field("on", mark("Date"), "date",
              "Date, Day, Week, Month, Reading Date, Usage Date, Period, Period End, As Of, Measured On, Datum, Tag, "
              "Woche, Monat, Stichtag"),
        field("value", mark("Value"), "number",
              "Value, Usage, Reading, Count, Active Users, Monthly Active Users, Weekly Active Users, "
              "Daily Active Users, MAU, WAU, DAU, Logins, Sessions, Seats Used, Utilization, Utilisation, Adoption, "
              "Wert, Nutzung, Messwert, Anzahl, Aktive Nutzer, Anmeldungen"),
        field("unit", mark("Unit"), "text", "Unit, Unit of Measure, Einheit", 60),
        field("target", mark("Target"), "number", "Target, Goal, Seats, Licensed Seats, Licenses, Ziel, Zielwert, "
              "Lizenzen"),
        field("source", mark("Source"), "text", "Source, System, Quelle", 300),
        field("note", mark("Note"), "text", "Note, Notes, Comment, Bemerkung", 500),
    ),
    ("usage", "adoption", "nutzung", "telemetry", "logins", "reading"),
    needs=needs("account_id account_name", "on", "value"), keeps=False,
)  # fmt: skip

SURVEYS = Target(
    "surveys", mark("Surveys (NPS, CSAT)"), mark("survey answer"),
    (
        ACCOUNT_ID,
        ACCOUNT_NAME,
        field("survey", mark("Survey"), "text",
              "Survey, Survey Name, Survey Type, Questionnaire, Campaign, Umfrage, Befragung", 280),
        field("on", mark("Date"), "date",
              "Date, Response Date, Responded At, Responded On, Answered On, Answered At, Survey Date, Submitted At, "
              "Completed At, Datum, Antwortdatum, Beantwortet am"),
        field("nps", mark("NPS"), "number",
              "NPS, NPS Score, Net Promoter Score, NPS Rating, NPS Answer, Likelihood to Recommend, Recommend, "
              "Weiterempfehlung"),
        field("csat", mark("CSAT"), "number",
              "CSAT, CSAT Score, Customer Satisfaction, Satisfaction, Satisfaction Score, Zufriedenheit, "
              "Kundenzufriedenheit"),
        field("score", mark("Score"), "number", "Score, Rating, Result, Answer, Punkte, Bewertung, Note"),
        field("respondent", mark("Who answered"), "text",
              "Respondent, Respondent Name, Respondent Email, Contact, Contact Name, Answered By, Email, Name, "
              "Befragte, Ansprechpartner", 240),
        field("answer_id", mark("Id of the answer"), "text", "Response ID, Response, Answer ID, Submission ID", 50),
        field("note", mark("Comment"), "text",
              "Comment, Comments, Verbatim, Feedback, Reason, Kommentar, Begründung"),
    ),
    ("survey", "nps", "csat", "umfrage", "befragung", "satisfaction"),
    needs=needs("account_id account_name", "on", "nps csat score", "nps csat survey"), keeps=False,
)  # fmt: skip

"""Other systems' words for our values: stages, kinds, severities, moods. No Django.

A word we do not know stays a word: it is kept beside the record and flagged, never refused.
"""

from __future__ import annotations

import re

from .shapes import fold


def listed(**values: str) -> dict[str, str]:
    """{"new": "New, New Business"} the other way round, folded."""
    return {fold(word): value.lstrip("_") for value, words in values.items() for word in words.split(",")}


STAGES = listed(
    _1="Prospecting, Qualification, Qualifying, Lead, New, Discovery, Appointment Scheduled, "
    "Initial Contact, Qualifizierung, Erstkontakt, Interest, Intro, Identify, Open, Prospect, Connect, "
    "Qualify",
    _2="Needs Analysis, Value Proposition, Id. Decision Makers, Qualified To Buy, Presentation Scheduled, "
    "Demo, Demo Scheduled, Solution Design, Scoping, Technical Evaluation, Evaluation, Bedarfsanalyse, "
    "Qualified, Develop, Solutioning, Presentation, Needs Assessment, Meeting Scheduled, Decision Makers, "
    "Bedarfsermittlung",
    _3="Perception Analysis, Proposal/Price Quote, Proposal, Price Quote, Quote, "
    "Decision Maker Bought-In, POC, Proof of Concept, Validation, Technical Validation, Angebot, "
    "Business Case, Pilot, Proposal Sent, Trial, Quote Sent",
    _4="Negotiation/Review, Negotiation, Contract Sent, Contracting, Verbal, Verbal Commit, Legal, "
    "Procurement, Verhandlung, Commit, Contract Review, Legal Review, Negotiating, Vertrag, Closing, "
    "Final Review",
    won="Closed Won, Won, Closed - Won, Gewonnen, Abgeschlossen Gewonnen, Signed, Success, "
    "Geschlossen Gewonnen",
    lost="Closed Lost, Lost, Closed - Lost, Verloren, Abgeschlossen Verloren, Dead, Disqualified, "
    "Abandoned, No Decision, Geschlossen Verloren, Cancelled, Withdrawn",
)
KINDS = listed(
    new="New, New Business, New Logo, New Customer, Newbusiness, Neugeschäft, Neukunde, Land, New Deal, "
    "Net New, First Order",
    expansion="Existing Business, Existing, Expansion, Upsell, Up-sell, Cross-sell, Crosssell, Add-on, "
    "Addon, Upgrade, Existing Customer - Upgrade, Existing Customer, Bestandskunde, Bestandsgeschäft, "
    "Erweiterung, Expand, Growth, Upsell / Cross-sell, Additional Business, Existing Client, "
    "Expansion Business",
    renewal="Renewal, Renew, Contract Renewal, Verlängerung, Existing Customer - Replacement, Renewals, "
    "Existing Customer - Renewal, Auto-Renewal, Vertragsverlängerung",
)
SEVERITIES = listed(
    critical="Critical, Urgent, P0, P1, Sev1, Sev 1, S1, Blocker, Kritisch, Showstopper, Very High, "
    "Extreme, 1 - Critical, Severe, Sehr hoch, Dringend, Highest",
    high="High, P2, Sev2, Sev 2, S2, Major, Hoch, Red, 2 - High, Rot, Important",
    medium="Medium, Moderate, Normal, P3, Sev3, Sev 3, S3, Mittel, Amber, Yellow, 3 - Medium, Med, Gelb, "
    "Average",
    low="Low, Minor, P4, P5, Sev4, Sev 4, S4, Trivial, Niedrig, Green, Gering, 4 - Low, Very Low, Grün, "
    "Lowest, Sehr gering",
)
SENTIMENTS = listed(
    good="Good, Green, Positive, Happy, Great, Healthy, Gut, Positiv, Promoter, Excellent, Satisfied, "
    "Grün, Strong, Zufrieden",
    neutral="Neutral, Yellow, Amber, OK, Okay, Fair, Mixed, Passive, Mittel, Medium, Gelb, Average",
    poor="Poor, Red, Negative, Bad, Unhappy, At Risk, Schlecht, Negativ, Detractor, Critical, Rot, "
    "Dissatisfied, Unzufrieden",
)
TIERS = listed(
    strategic="Strategic, Strategic Account, Key Account, Platinum, Tier 1, Strategisch, Schlüsselkunde",
    enterprise="Enterprise, Large, Gold, Tier 2, Enterprise Account, Großkunde, Corporate",
    commercial="Commercial, SMB, Mid-Market, Midmarket, Small Business, Silver, Bronze, Tier 3, SME, "
    "Small, Mittelstand, KMU, Medium",
)
FIVES = listed(
    _1="Very Low, Rare, Negligible, Remote, Sehr gering, Sehr niedrig, Insignificant, Very Unlikely, "
    "Unwahrscheinlich, Improbable",
    _2="Low, Unlikely, Minor, Gering, Niedrig, Small",
    _3="Medium, Moderate, Possible, Mittel, Med, Occasional, Möglich",
    _4="High, Likely, Major, Hoch, Probable, Significant, Wahrscheinlich",
    _5="Very High, Almost Certain, Certain, Severe, Critical, Extreme, Catastrophic, Sehr hoch, Kritisch, "
    "Frequent, Very Likely",
)
RISK_STATES = listed(
    identified="Identified, Open, Active, New, Offen, Aktiv, Raised, Proposed, Draft, Live, Neu",
    assessed="Assessed, Analysed, Analyzed, Evaluated, Bewertet, Under Review",
    mitigating="Mitigating, In Progress, Mitigation in progress, In Mitigation, Treating, In Arbeit, "
    "Action, Responding",
    monitoring="Monitoring, Monitored, Watch, Watching, Watchlist, Beobachtung, On Hold, Dormant",
    mitigated="Mitigated, Closed, Resolved, Retired, Geschlossen, Erledigt, Done, Expired, Avoided, "
    "Transferred",
    accepted="Accepted, Tolerated, Akzeptiert, Accept",
    materialised="Materialised, Materialized, Occurred, Realized, Realised, Issue, Eingetreten, "
    "Triggered, Converted to issue",
)
TOUCH_KINDS = listed(
    call="Call, Phone, Phone Call, Telephone, Anruf, Telefonat, Log a call, Telefon, Voicemail",
    meeting="Meeting, Event, Video Call, Online Meeting, Besprechung, Termin, Zoom, Teams, Webinar, "
    "Workshop, Task, To Do, Demo, Sync",
    mail="Mail, Email, E-mail, Incoming Email, Forwarded Email, Note, LinkedIn, SMS, WhatsApp, Chat, "
    "List Email, Letter",
    visit="Visit, On-site, Onsite, On-site visit, Besuch, Vor Ort, In Person, Lunch, Site Visit",
    review="Review, QBR, EBR, Business Review, Quarterly Business Review, Executive Business Review, "
    "Success Review",
)
BUYING_ROLES = listed(
    executive_sponsor="Executive Sponsor, Sponsor, Exec Sponsor",
    economic_buyer="Economic Buyer, Budget Holder, Economic Decision Maker, Decision Maker, Buyer, "
    "Entscheider",
    champion="Champion, Coach, Advocate, Promoter, Internal Champion",
    user="User, End User, Business User, Power User, Technical User, Admin, Administrator, Anwender, Nutzer",
    influencer="Influencer, Evaluator, Technical Buyer, Technical Influencer, Executive, Other, Blocker, "
    "Beeinflusser, Gatekeeper",
)

VOCABULARIES: dict[str, dict[str, str]] = {
    "stage": STAGES,
    "kind": KINDS,
    "severity": SEVERITIES,
    "sentiment": SENTIMENTS,
    "tier": TIERS,
    "five": FIVES,
    "risk_state": RISK_STATES,
    "touch_kind": TOUCH_KINDS,
    "buying_role": BUYING_ROLES,
}
"""By the kind of a field: {folded word: our value}."""

CHOICES: dict[str, tuple[str, ...]] = {
    kind: tuple(dict.fromkeys(known.values())) for kind, known in VOCABULARIES.items()
}
"""What a person may choose between, in order."""

_NUMBERED = re.compile(r"^\s*(?:stage|phase|stufe|step)?\s*0?([1-4])(?:\s*[-–.:)]|\s|$)", re.IGNORECASE)
_STAGED = re.compile(r"\b(?:stage|phase|stufe)\s*([1-4])\b", re.IGNORECASE)
_ENDED = (
    (re.compile(r"\b(won|gewonnen)\b", re.IGNORECASE), "won"),
    (re.compile(r"\b(lost|verloren)\b", re.IGNORECASE), "lost"),
)


def meaning(kind: str, text: str) -> str | None:
    """Our value for somebody's word; None where we do not know it."""
    found = VOCABULARIES[kind].get(fold(text))
    if found is not None:
        return found
    if text in CHOICES[kind]:
        return text
    return _stage(text) if kind == "stage" else _numbered(kind, text)


def _stage(text: str) -> str | None:
    """ "Stage 2: Discovery", "3 - Proposal", "Closed/Won"."""
    ended = next((value for pattern, value in _ENDED if pattern.search(text)), None)
    numbered = _STAGED.search(text) or _NUMBERED.match(text)
    return ended or (numbered[1] if numbered else None)


def _numbered(kind: str, text: str) -> str | None:
    """ "4", "4 - High" or "4/5" on a scale of five, and a percentage in fifths."""
    if kind != "five":
        return None
    percent = re.fullmatch(r"\s*(\d{1,3})(?:[.,]\d+)?\s*%\s*", text)
    if percent:
        return str(min(5, int(percent[1]) // 20 + 1)) if int(percent[1]) <= 100 else None
    scale = re.match(r"\s*([1-5])(?:[.,]0+)?(?:\s*(?:[-–:(/]|$).*)?$", text)
    return scale[1] if scale else None

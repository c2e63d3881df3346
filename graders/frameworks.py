"""The frameworks an outcome can name, with the words of each entry.

Nothing is here that ``course/facts.yml`` does not support: R2 and R8 for the PCF, R15 for
the digital framework, R37 to R52 for the regulator's standards, R25 and R26 for the statement.
"""

from collections.abc import Mapping
from types import MappingProxyType

#: Each framework's title, by what an outcome calls it.
TITLES: Mapping[str, str] = MappingProxyType(
    {
        "PCF": "Professional Capabilities Framework (2018)",
        "HCDCF": "A Health and Care Digital Capabilities Framework",
        "SWE": "Social Work England's professional standards",
        "DCS": "Digital Capabilities Statement for Social Workers",
    }
)

#: The entries of each framework that an outcome can name, and what each says.
ENTRIES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "PCF": {
            name: name
            for name in (
                "Professionalism",
                "Values and ethics",
                "Diversity and equality",
                "Rights, justice and economic wellbeing",
                "Knowledge",
                "Critical reflection and analysis",
                "Skills and interventions",
                "Contexts and organisations",
                "Professional leadership",
            )
        },
        "HCDCF": {
            "communication": "Communication, collaboration and participation",
            "learning": "Teaching, learning and self-development",
            "information": "Information, data and media literacies",
            "creation": "Creation, innovation and scholarship",
            "technical": "Technical proficiency",
            "safety": "Digital identity, wellbeing, safety and security",
        },
        "SWE": {
            "1.2": "rights, views, wishes and feelings, balanced with risk; advocacy",
            "1.3": "partnership; people as experts in their own lives",
            "1.7": "authority used responsibly: necessary, proportionate, least intrusive",
            "2.2": "dignity and privacy",
            "2.5": "listening, and a range of suitable ways to communicate",
            "2.6": "information handled with care, and lawfully where it is confidential",
            "3.1": "work within legal and ethical frameworks",
            "3.7": "bias spotted in decisions, and ethical dilemmas dealt with",
            "3.9": "colleagues and agencies told of risks",
            "3.10": "skills in information and communication technology kept up",
            "3.11": "records clear, accurate, legible and current, with how decisions were reached",
            "4.2": "supervision and feedback used for critical reflection",
            "4.5": "an open culture of learning",
            "4.6": "the effect of learning on practice shown",
            "4.7": "learning recorded regularly",
            "5.2": "conduct at work or outside it that calls suitability into question",
            "5.3": "no record falsified",
            "5.6": "no unlawful or unethical use of technology or social media",
            "6.1": "harm and dangerous or discriminatory practice reported",
            "6.2": "systems and processes challenged where necessary",
            "6.6": "the right authority told of anything that affects fitness to practise",
        },
        "DCS": {name: name for name in ("Purpose", "Practice", "Impact")},
    }
)

#: Levels of the PCF, from the first on.
LEVELS = (
    "point-of-entry",
    "readiness-for-practice",
    "end-of-first-placement",
    "end-of-last-placement",
    "newly-qualified-social-worker",
    "social-worker",
    "experienced-social-worker",
    "advanced-social-worker",
    "strategic-social-worker",
)

#: Programmes the course is made for, in the order in which they are said.
PROGRAMMES = ("qualifying", "post-qualifying")

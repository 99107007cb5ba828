"""An entry a clinic might add to the protocol: a rule of its own with its question and its examples."""

OWN = """
  - id: clinic_latex
    label: Latex allergy
    question: Are you allergic to latex?
    row: 3
    critical: true
    outcomes:
      - level: precautions
        when: {fact: clinic_latex, is: yes}
        overridable: true
        advice: Nitrile gloves, and nothing of latex in the room.
    rationale: Gloves and cuffs may hold latex.
    sources: [{id: clinic_default}]
    effective_from: 2026-11-01
    review_by: 2027-11-01
    examples:
      - {as_of: 2026-11-20, answers: {clinic_latex: yes}, expect: precautions}
      - {as_of: 2026-11-20, answers: {clinic_latex: no}, expect: treat}
      - {as_of: 2026-11-20, answers: {}, expect: precautions}
"""

"""Plain drawings for symbols, made for this course: strokes on a square of 48 by 48.

A drawing only stands beside a word; nothing rests on its being recognised.
"""

#: A drawing's strokes, by its name.
DRAWINGS: dict[str, str] = {
    "yes": "M10 26l10 10 18-24",
    "no": "M12 12l24 24M36 12L12 36",
    "more": "M24 10v28M10 24h28",
    "stop": "M17 8h14l9 9v14l-9 9H17l-9-9V17z",
    "drink": "M12 12h22v18a8 8 0 0 1-8 8h-6a8 8 0 0 1-8-8zM34 17h4a4 4 0 0 1 0 12h-4",
    "eat": "M8 24h32a16 16 0 0 1-32 0zM18 8v8M24 6v10M30 8v8",
    "happy": "M24 6a18 18 0 1 0 .1 0zM17 19v3M31 19v3M15 28c5 8 13 8 18 0",
    "sad": "M24 6a18 18 0 1 0 .1 0zM17 19v3M31 19v3M15 34c5-7 13-7 18 0",
    "home": "M8 24L24 9l16 15M13 21v18h22V21",
    "bed": "M6 34h36M6 12v26M42 38V26H16v8M10 20h4v6h-4z",
    "bus": "M8 12h32v20H8zM8 22h32M14 36a3 3 0 1 0 .1 0zM34 36a3 3 0 1 0 .1 0z",
    "music": "M18 36V12l18-4v24M14 33a4 4 0 1 0 .1 0zM32 29a4 4 0 1 0 .1 0z",
    "toilet": "M16 6h16v14H16zM12 20h24c0 10-5 14-12 14s-12-4-12-14zM19 34l-2 8h14l-2-8",
    "person": "M24 6a7 7 0 1 0 .1 0zM10 42c0-14 6-20 14-20s14 6 14 20",
    "pain": "M27 4L11 27h11l-3 17 18-25H26z",
    "shoe": "M8 14h8l4 10 18 6c4 2 4 6 2 8H8z",
    "phone": "M15 5h18v38H15zM22 38h4",
    "question": "M16 17c0-11 17-11 17 0 0 7-9 7-9 14M24 38v2",
    "different": "M8 16h24l-6-6M40 32H16l6 6",
}

"""python vectors.py STUDENT.bin vectors.json: test vectors for a port of student.py; prints the table of FORMAT.md."""
import json
import sys

from student import Student, features, key

TEXTS = ["", "?", "how do i reset my pin", "How do I RESET my PIN?", "don't call me again!", "What's your out-the-door price on the 2024 F-150?",
         "¿Cuánto cuesta el cambio de aceite?", "Quiero cancelar la cita de mañana", "Necesito hablar con una persona, por favor.",
         "el carro makes a noise, cuánto cuesta fixing it?", "zzqxv blorptastic", "is my card still on its way", "play some jazz music in the kitchen",
         "what time do you open on sunday", "I want to speak to a manager NOW", "set an alarm for 7:30 am 🙂", "ÁÉÍÓÚÑ Über façade naïve straße",
         "a-b_c/d.e", "x" * 60, "book a test drive for the hybrid " * 20]

if __name__ == "__main__":
    s = Student(sys.argv[1])
    out = []
    for t, v in zip(TEXTS, s.encode(TEXTS)):
        f = features(t, s.has)
        out.append(dict(text=t, features=f, keys=[key(x) for x in f], vector=[round(float(x), 7) for x in v]))
        shown = t if len(t) < 60 else t[:20] + "… (" + str(len(t)) + " characters)"
        print(f"| `{shown}` | {len(f)} | " + " ".join(f"{x:.6f}" for x in v[:4]) + " |")
    json.dump(out, open(sys.argv[2], "w"), ensure_ascii=False)

// How common words sound when nothing stresses them, where the dictionary has only their full form. In flowing speech this
// is how they are mostly said (Wells, "Longman Pronunciation Dictionary", on weak forms).
const FORMS = `
about = B AW T
and = AH N | N
are = ER
at = AH T
because = K AH Z
but = B AH T
can = K AH N
could = K AH D
did = D IH D
didn't = D IH D N
don't = D OW N
every = EH V R IY
for = F ER
from = F R AH M
get = G IH T
going = G OW IH N | G AH N
had = AH D
has = AH Z
have = AH V
he = IY
her = ER
him = IH M
his = IH Z
into = IH N T AH
just = JH IH S T | JH AH S
kind = K AY N
must = M AH S T
of = AH
one = W AH N
or = ER
our = AA R
probably = P R AA B L IY
really = R IH L IY
should = SH AH D
so = S AH
some = S AH M
than = DH AH N
that = DH AH T
them = AH M
they're = DH EH R
things = TH IH NG Z
to = T AH | D AH
us = AH S
want = W AA N
was = W AH Z
we're = W ER
were = W ER
would = W AH D
you = Y AH
you're = Y ER
your = Y ER
`;

/** The weak forms of common words, as phones. */
export const weakForms: ReadonlyMap<string, readonly (readonly string[])[]> = new Map(
  FORMS.trim()
    .split("\n")
    .map((line) => {
      const [word = "", forms = ""] = line.split(" = ");
      return [word, forms.split(" | ").map((form) => form.split(" "))];
    }),
);

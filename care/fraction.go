package care

// Fraction is an exact number of minutes, in lowest terms, the denominator positive. Its zero value is
// not a number; use the ones that this package makes.
type Fraction struct {
	Num int64 `json:"num"`
	Den int64 `json:"den"`
}

func fraction(num, den int64) Fraction {
	a, b := num, den
	if a < 0 {
		a = -a
	}
	for b != 0 {
		a, b = b, a%b
	}
	if a == 0 {
		return Fraction{0, 1}
	}
	return Fraction{num / a, den / a}
}

// Plus is the sum of both.
func (f Fraction) Plus(g Fraction) Fraction {
	return fraction(f.Num*g.Den+g.Num*f.Den, f.Den*g.Den)
}

// Floor is the whole minutes.
func (f Fraction) Floor() int { return int(f.Num / f.Den) }

// Over tells whether the fraction is more than so many minutes.
func (f Fraction) Over(minutes int) bool { return f.Num > int64(minutes)*f.Den }

// Ore is what so many minutes are worth at a rate in öre an hour, to the nearest öre, halves upwards.
func (f Fraction) Ore(rate int) int {
	per := f.Den * 60
	return int((2*f.Num*int64(rate) + per) / (2 * per))
}

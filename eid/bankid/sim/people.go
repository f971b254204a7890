package sim

// Person is somebody with a BankID at home.
type Person struct {
	Personnummer   string // of Skatteverket's test series
	Given, Surname string
	Habit          Habit // what they do with an order that names them, without being asked
}

// Name is the whole name.
func (p Person) Name() string { return p.Given + " " + p.Surname }

// Habit is what a person does with an order that names them.
type Habit string

// The habits. Times are from when the order was made.
const (
	ByHand   Habit = ""         // nothing, until somebody uses the page
	Approves Habit = "approves" // opens it after 2 s, writes their code after 5 s
	Cancels  Habit = "cancels"  // opens it after 2 s, says no after 5 s
	Wrong    Habit = "wrong"    // their app is opened after 2 s by somebody with another BankID
	NoApp    Habit = "no_app"   // has none: nothing is opened
	Dawdles  Habit = "dawdles"  // opens it after 2 s, and goes away
)

// Demo is who has a BankID where nobody else is named: invented, one for each habit.
func Demo() []Person {
	return []Person{
		{"198507099805", "Alva", "Påhittad", ByHand},
		{"199001019802", "Bo", "Exempel", ByHand},
	}
}

package care_test

import (
	"testing"

	"passbok/care"
)

func TestPublicHolidays(t *testing.T) {
	for day, want := range map[care.Date]bool{
		"2026-01-01": true, "2026-01-06": true, "2026-04-03": true, "2026-04-05": true, "2026-04-06": true, "2026-05-01": true,
		"2026-05-14": true, "2026-05-24": true, "2026-05-25": false, "2026-06-06": true, "2026-06-19": false, "2026-06-20": true,
		"2026-10-31": true, "2027-11-06": true, "2026-11-07": false, "2026-12-24": false, "2026-12-25": true, "2026-12-26": true,
		"2026-12-27": true, "2026-12-28": false, "2024-03-29": true, "2024-04-01": true, "2025-04-21": true, "2025-05-29": true,
		"2027-03-26": true, "2038-04-26": true,
	} {
		if got := care.PublicHoliday(day); got != want {
			t.Errorf("%s: %v", day, got)
		}
	}
}

func TestAClockTimeOfADay(t *testing.T) {
	for _, tt := range []struct{ day, clock, want string }{
		{"2026-07-01", "09:00", "2026-07-01T09:00+02:00"}, {"2026-12-01", "07:30", "2026-12-01T07:30+01:00"},
		{"2026-03-29", "02:30", "2026-03-29T03:30+02:00"},
	} {
		if got := care.FormatMinute(care.Date(tt.day).At(tt.clock)); got != tt.want {
			t.Errorf("%s %s: %s, want %s", tt.day, tt.clock, got, tt.want)
		}
	}
}

package server

import (
	"bytes"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"passbok/out/table"
)

// tableFile answers POST /api/v1/tables/{form}: a list as the caller looks at it, filtered and in their order, as a file. What is
// in it they have already; nothing is read, and nothing kept.
func tableFile(c *call) error {
	var list table.Table
	if err := decode(c.Ctx, &list); err != nil {
		return err
	}
	if err := list.Check(); err != nil {
		return problem(codeTable).because(err)
	}
	form, media := c.Params("form"), ""
	var file bytes.Buffer
	var err error
	switch form {
	case "csv":
		media, err = "text/csv; charset=utf-8", list.CSV(&file)
	case "xlsx":
		media, err = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", list.XLSX(&file)
	default:
		return problem(codeNotFound)
	}
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, media)
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="%s.%s"`, list.Name, form))
	return c.send(file.Bytes())
}

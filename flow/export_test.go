package flow

// SetTables makes a driver execute other tables than Telegram's.
func (d *Driver) SetTables(t *Tables) { d.tables = t }

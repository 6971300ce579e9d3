using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Headway.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class RetiredProcesses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "Retired",
                table: "processes",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Retired",
                table: "processes");
        }
    }
}

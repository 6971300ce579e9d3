using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Headway.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class NeededUntil : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "NeededConfirmed",
                table: "opportunities");

            migrationBuilder.AddColumn<string>(
                name: "NeededUntil",
                table: "opportunities",
                type: "TEXT",
                nullable: false,
                defaultValue: "");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "NeededUntil",
                table: "opportunities");

            migrationBuilder.AddColumn<int>(
                name: "NeededConfirmed",
                table: "opportunities",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }
    }
}

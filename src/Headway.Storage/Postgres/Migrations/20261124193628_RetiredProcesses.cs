using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Headway.Storage.Postgres.Migrations
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
                type: "boolean",
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
